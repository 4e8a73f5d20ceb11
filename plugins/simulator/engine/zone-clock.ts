import { Temporal } from 'temporal-polyfill';
import { MS_PER_DAY } from '../../../src/providers/index.ts';

const MS_PER_MINUTE = 60_000;

/** From one change of a zone's clock to the next. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offsetMs: number;
}

/**
 * The wall clock of a zone, in arithmetic that is fast enough for every event: days are whole numbers since 1970-01-01, times of
 * day are minutes. The changes of the clock come from Temporal and are remembered.
 */
export class ZoneClock {
  private readonly stretches: Stretch[] = [];
  private current: Stretch;

  constructor(readonly zone: string) {
    this.current = this.stretchAt(0);
  }

  /** Milliseconds that the wall clock is ahead of UTC. */
  offsetAt(at: number): number {
    const { from, until } = this.current;
    if (at < from || at >= until) this.current = this.stretchAt(at);
    return this.current.offsetMs;
  }

  dayOf(at: number): number {
    return Math.floor((at + this.offsetAt(at)) / MS_PER_DAY);
  }

  minuteOf(at: number): number {
    const local = at + this.offsetAt(at);
    return (local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE;
  }

  /** When the wall clock shows a time of a day. A time that is skipped is read on the clock as it was before. */
  instantOf(day: number, minute: number): number {
    const local = day * MS_PER_DAY + minute * MS_PER_MINUTE;
    const guess = local - this.offsetAt(local);
    return local - this.offsetAt(guess);
  }

  /** The last millisecond of a day. */
  endOfDay(day: number): number {
    return this.instantOf(day + 1, 0) - 1;
  }

  private stretchAt(at: number): Stretch {
    const known = this.stretches.find(({ from, until }) => at >= from && at < until);
    if (known) return known;
    const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(this.zone);
    const next = moment.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const previous = moment.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    const from = previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
    const stretch = { from, until: next, offsetMs: moment.offsetNanoseconds / 1e6 };
    this.stretches.push(stretch);
    return stretch;
  }
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1; // 1970-01-01 was a Thursday
}

/** `17:30` for 1050. */
export function timeOfDay(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
