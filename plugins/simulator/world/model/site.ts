import { MS_PER_HOUR } from '../../../../src/providers/index.ts';
import { weekdayOf, type ZoneClock } from '../../engine/zone-clock.ts';
import type { Region, SimTime, SiteState } from '../state.ts';
import type { Line } from './line.ts';
import type { Position } from './position.ts';

/** People on shift by hour of the day, for a weekday, a Saturday and a Sunday. */
export interface ShiftPlan {
  readonly weekday: Float64Array;
  readonly saturday: Float64Array;
  readonly sunday: Float64Array;
}

/** The clock of the world, which everything in it can read. */
export interface WorldClock {
  now: SimTime;
}

/** A distribution centre: its stock, its people, and the lines that wait in it. */
export class Site implements SiteState {
  /** How it stood when its warehouse system last told: what readers see until it tells again. */
  reported: SiteState = this;
  readonly positions: (Position | null)[] = [];
  /** Positions with free stock and lines that wait for it. */
  contested: Position[] = [];
  /** Lines that may be picked; those that left early are marked and dropped at the next wave. */
  ready: Line[] = [];
  openLines = 0;
  readyMinutes = 0;
  /** Minutes that the last wave took from the next one; never above 0. */
  overdrawnMinutes = 0;
  /** Lines at the dock, by carrier service. */
  readonly staged: Line[][] = [];
  crew = 0;
  /** Loaded since `loadedSince`, the begin of the hour. */
  loadedLines = 0;
  loadedSince: SimTime = 0;
  changedAt: SimTime;

  constructor(
    readonly index: number,
    readonly id: string,
    readonly name: string,
    readonly region: Region,
    readonly wallClock: ZoneClock,
    readonly worldClock: WorldClock,
    readonly plan: ShiftPlan,
    readonly docks: number,
    /** What all doors load in an hour. */
    readonly linesPerDockHour: number,
    /** From entering a wave to standing at the dock. */
    readonly waveHours: number,
  ) {
    this.changedAt = worldClock.now;
  }

  get zone(): string {
    return this.wallClock.zone;
  }

  get queuedHours(): number {
    return Math.max(0, this.readyMinutes) / 60;
  }

  get docksBusy(): number {
    if (this.worldClock.now - this.loadedSince >= MS_PER_HOUR) return 0;
    return Math.min(this.docks, Math.ceil((this.docks * this.loadedLines) / this.linesPerDockHour));
  }

  get laborHoursAhead(): number {
    let hours = 0;
    for (let hour = 0; hour < 24; hour += 1) hours += this.plannedCrew(this.worldClock.now + hour * MS_PER_HOUR);
    return hours;
  }

  /** Its warehouse system tells how it stands now. */
  report(): void {
    const { id, name, zone, region, crew, laborHoursAhead, openLines, queuedHours, docks, docksBusy, changedAt } = this;
    this.reported = {
      id,
      name,
      zone,
      region,
      crew,
      laborHoursAhead,
      openLines,
      queuedHours,
      docks,
      docksBusy,
      changedAt,
    };
  }

  /** People planned for the hour of an instant. */
  plannedCrew(at: SimTime): number {
    const weekday = weekdayOf(this.wallClock.dayOf(at));
    const { plan } = this;
    const hours = weekday === 7 ? plan.sunday : weekday === 6 ? plan.saturday : plan.weekday;
    return hours[Math.floor(this.wallClock.minuteOf(at) / 60)] ?? 0;
  }
}
