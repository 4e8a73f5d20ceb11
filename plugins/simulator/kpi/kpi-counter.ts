import type { ExceptionCase } from '../world/model/exception-case.ts';
import type { Line } from '../world/model/line.ts';
import type { Order } from '../world/model/order.ts';
import type { LineOutcome } from '../world/outcomes.ts';
import { EXCEPTION_TYPES, type ExceptionType, type SimTime } from '../world/state.ts';
import { DueCounts } from './due-counts.ts';
import { TimeSpread } from './time-spread.ts';

/** Adds up what the KPIs are made of while a world runs, in memory that does not grow with its lines. */
export class KpiCounter {
  readonly due = new DueCounts();
  readonly orderCycle = new TimeSpread();
  readonly timeToResolve = new TimeSpread();
  readonly resolvedByType = new Map<ExceptionType, TimeSpread>(EXCEPTION_TYPES.map((type) => [type, new TimeSpread()]));
  readonly openedByType = new Map<ExceptionType, number>(EXCEPTION_TYPES.map((type) => [type, 0]));
  placed = 0;
  shippedLines = 0;
  cancelledLines = 0;
  unitsOrdered = 0;
  unitsAtHand = 0;
  penaltyMinor = 0;
  marginMinor = 0;
  revenueMinor = 0;
  laborHours = 0;
  workHours = 0;
  linesWorked = 0;
  opened = 0;

  /** Things that happen before are not counted, but for lines placed. */
  constructor(
    private readonly countsFrom: SimTime,
    private readonly clock: { readonly now: SimTime },
  ) {}

  addPlaced(order: Order): void {
    this.placed += order.lines.length;
  }

  addFill(line: Line, atHand: number): void {
    if (!line.order.isCounted) return;
    this.unitsOrdered += line.quantity;
    this.unitsAtHand += atHand;
  }

  /** People on shift for an hour. */
  addLabor(people: number): void {
    if (this.isCounting) this.laborHours += people;
  }

  addWork(minutes: number, lines: number): void {
    if (!this.isCounting) return;
    this.workHours += minutes / 60;
    this.linesWorked += lines;
  }

  addClosed(line: Line, outcome: LineOutcome): void {
    if (!line.order.isCounted) return;
    this.due.at(line.firstPromisedDeliverBy).addLine(line);
    this.penaltyMinor += outcome.penaltyMinor;
    this.marginMinor += outcome.marginMinor;
    this.revenueMinor += Math.round((line.valueMinor * outcome.shippedQuantity) / line.quantity);
    if (outcome.shippedQuantity > 0) this.shippedLines += 1;
    if (line.cancelled) this.cancelledLines += 1;
  }

  addClosedOrder(order: Order, deliveredAt: SimTime | null): void {
    if (!order.isCounted) return;
    this.due.at(dueOf(order)).addOrder(order.isOnTimeInFull);
    if (deliveredAt !== null) this.orderCycle.add(deliveredAt - order.placedAt);
  }

  addOpened({ type }: ExceptionCase): void {
    if (!this.isCounting) return;
    this.opened += 1;
    this.openedByType.set(type, (this.openedByType.get(type) ?? 0) + 1);
  }

  addResolved({ type, openedAt }: ExceptionCase): void {
    if (openedAt < this.countsFrom) return;
    const ms = this.clock.now - openedAt;
    this.timeToResolve.add(ms);
    this.resolvedByType.get(type)?.add(ms);
  }

  private get isCounting(): boolean {
    return this.clock.now >= this.countsFrom;
  }
}

/** An order is due when the last of its lines is. */
export function dueOf({ lines }: Order): SimTime {
  return lines.reduce((latest, line) => Math.max(latest, line.firstPromisedDeliverBy), 0);
}
