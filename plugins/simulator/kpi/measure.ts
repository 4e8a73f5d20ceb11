import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import type { Order } from '../world/model/order.ts';
import { penaltyOf } from '../world/close.ts';
import { SEGMENTS, type ExceptionType, type Segment, type SimTime } from '../world/state.ts';
import { DueCount } from './due-counts.ts';
import { dueOf, type KpiCounter } from './kpi-counter.ts';
import type { Kpis } from './kpis.ts';

/** The KPIs now: what was added up, and the open lines as they stand, with the penalties that late ones have run up. */
export function measureKpis(counter: KpiCounter, orders: Iterable<Order>, now: SimTime): Kpis {
  const due = new DueCount();
  due.add(counter.due.until(now));
  const open = addOpen(due, orders, now);
  const bySegment = segmentRatios(due);
  return {
    lines: {
      placed: counter.placed,
      due: due.lines,
      shipped: counter.shippedLines,
      cancelled: counter.cancelledLines,
    },
    otif: {
      lineRatio: ratio(due.linesKept, due.lines),
      orderRatio: ratio(due.ordersKept, due.orders),
      unitRatio: ratio(due.unitsKept, due.units),
      bySegment,
      worstSegment: worstOf(bySegment),
    },
    shippedOnTimeRatio: ratio(due.shippedOnTime, due.lines),
    fillRatio: ratio(counter.unitsAtHand, counter.unitsOrdered),
    orderCycle: counter.orderCycle.result(),
    backlog: { lines: open.lines, meanAgeHours: open.lines === 0 ? null : open.ageMs / open.lines / MS_PER_HOUR },
    penaltyMinor: counter.penaltyMinor + open.penaltyMinor,
    marginMinor: counter.marginMinor - open.penaltyMinor,
    revenueMinor: counter.revenueMinor,
    linesPerLaborHour: ratio(counter.linesWorked, counter.laborHours),
    laborUtilizationRatio: ratio(counter.workHours, counter.laborHours),
    exceptions: {
      opened: counter.opened,
      open: counter.opened - counter.timeToResolve.count,
      timeToResolve: counter.timeToResolve.result(),
      byType: exceptionsByType(counter),
    },
  };
}

interface OpenLines {
  readonly lines: number;
  readonly ageMs: number;
  readonly penaltyMinor: number;
}

/** Adds the lines of open orders that are due, and tells what is open. Orders that are closed are counted already. */
function addOpen(due: DueCount, orders: Iterable<Order>, now: SimTime): OpenLines {
  const open = { lines: 0, ageMs: 0, penaltyMinor: 0 };
  for (const order of orders) {
    if (order.openLines === 0) continue;
    for (const line of order.lines) {
      if (line.isClosed) continue;
      open.lines += 1;
      open.ageMs += now - order.placedAt;
      if (!order.isCounted) continue;
      open.penaltyMinor += penaltyOf(line, now);
      if (line.firstPromisedDeliverBy <= now) due.addLine(line);
    }
    if (order.isCounted && dueOf(order) <= now) due.addOrder(false); // a line of it is open and late or short
  }
  return open;
}

function segmentRatios(due: DueCount): Readonly<Record<Segment, number | null>> {
  const of = (segment: Segment): number | null => {
    const index = SEGMENTS.indexOf(segment);
    return ratio(due.segmentKept[index] ?? 0, due.segmentLines[index] ?? 0);
  };
  return {
    healthcare: of('healthcare'),
    manufacturing: of('manufacturing'),
    municipal: of('municipal'),
    strategic: of('strategic'),
    trade: of('trade'),
  };
}

function worstOf(bySegment: Readonly<Record<Segment, number | null>>): Segment | null {
  let worst: Segment | null = null;
  for (const segment of SEGMENTS) {
    const own = bySegment[segment];
    if (own !== null && (worst === null || own < (bySegment[worst] ?? 2))) worst = segment;
  }
  return worst;
}

function exceptionsByType(counter: KpiCounter): Kpis['exceptions']['byType'] {
  const of = (type: ExceptionType): Kpis['exceptions']['byType'][ExceptionType] => ({
    opened: counter.openedByType.get(type) ?? 0,
    meanHours: counter.resolvedByType.get(type)?.meanHours ?? null,
  });
  return {
    'credit-hold': of('credit-hold'),
    address: of('address'),
    edi: of('edi'),
    pricing: of('pricing'),
    'inventory-mismatch': of('inventory-mismatch'),
    'short-pick': of('short-pick'),
    'shipment-delay': of('shipment-delay'),
    'supply-delay': of('supply-delay'),
    invoice: of('invoice'),
    return: of('return'),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
