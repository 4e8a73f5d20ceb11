import { daysBetween } from '../../domain/time.ts';
import type { Snapshot } from '../snapshot.ts';

/** When a line can be expected, by rules of thumb: days from now. */
export interface Expectation {
  readonly deliverDays: number;
  /** Scale of the spread around it. */
  readonly spreadDays: number;
  /** What it rests on, in words. */
  readonly from: string;
}

/** History names whose usual lead time counts, the closest to the line first. */
const HISTORIES = ['route', 'item', 'supplier', 'customer', 'book'] as const;
const LEAST_LINES = 5;
/** Where neither the past nor the carrier says how long it takes. */
const USUAL_DAYS = 5;
/** Days of work before the hand-over of a line that has not left. */
const HANDLING_DAYS = 1;

/**
 * The shipment's own arrival if it is on its way, else the usual lead time from the order, but never sooner than handling and
 * transit from now.
 */
export function expectationOf(snapshot: Snapshot): Expectation {
  const { asOf, shipments, order, line } = snapshot;
  const eta = shipments.map(({ etaAt }) => etaAt).find((at) => at !== null) ?? null;
  if (eta !== null)
    return { deliverDays: Math.max(0, finite(daysBetween(asOf, eta))), spreadDays: 0.5, from: 'the carrier' };
  const transit = transitDays(snapshot);
  const soonest = transit + (line.status === 'shipped' ? 0 : HANDLING_DAYS);
  const lead = usualLead(snapshot);
  if (!lead) return { deliverDays: soonest, spreadDays: Math.max(1, soonest / 3), from: 'handling and transit' };
  const left = lead.days - finite(daysBetween(order.placedAt, asOf));
  return {
    deliverDays: Math.max(left, soonest),
    spreadDays: Math.max(1, lead.days / 5),
    from: `the past of its ${lead.of}`,
  };
}

function usualLead({ history }: Snapshot): { readonly days: number; readonly of: string } | null {
  for (const of of HISTORIES) {
    const tally = history[of];
    if (tally && tally.lines >= LEAST_LINES) return { days: Math.max(0, tally.leadDays / tally.lines), of };
  }
  return null;
}

function transitDays({ carrierService }: Snapshot): number {
  return carrierService?.transitDaysP90 ?? carrierService?.transitDays ?? USUAL_DAYS;
}

function finite(days: number): number {
  return Number.isFinite(days) ? days : 0;
}
