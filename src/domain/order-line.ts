import type { Entity, Shipped, Stamped } from './entity.ts';
import type { LineContent } from './event/event-data.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import { lineIdOf } from './record/identifier.ts';
import type { Instant } from './time.ts';

export const LINE_STATUSES = ['open', 'shipped', 'delivered', 'cancelled'] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

/** A line of a customer order as it now stands: what is scored, ranked and allocated. */
export interface OrderLine extends LineContent {
  readonly id: string;
  readonly orderId: string;
  readonly promisedShipBy: Instant | null;
  readonly promisedDeliverBy: Instant | null;
  readonly allocated: number | null;
  readonly backordered: number | null;
  readonly status: LineStatus;
  /** When the last of it left; null until all of it has. */
  readonly shippedAt: Instant | null;
  /** When the last of it arrived; null until all of it has. */
  readonly deliveredAt: Instant | null;
  readonly provenance: Provenance;
}

/** Null while only its shipments' events have arrived. A line that its order cancelled is the order's to tell. */
export function toOrderLine({ facets }: Entity<'line'>): OrderLine | null {
  if (!facets.content) return null;
  const content = facets.content.value;
  const deliveredAt = completedAt(facets, 'delivered/', content.quantity.value);
  const shippedAt = completedAt(facets, 'shipped/', content.quantity.value) ?? deliveredAt;
  return {
    ...content,
    id: lineIdOf(content.orderId, content.lineNumber),
    promisedShipBy: facets.promise?.value.promisedShipBy ?? null,
    promisedDeliverBy: facets.promise?.value.promisedDeliverBy ?? null,
    allocated: facets.allocated?.value.quantity ?? null,
    backordered: facets.backordered?.value.quantity ?? null,
    status: facets.cancelled?.value.cancelled
      ? 'cancelled'
      : deliveredAt
        ? 'delivered'
        : shippedAt
          ? 'shipped'
          : 'open',
    shippedAt,
    deliveredAt,
    provenance: provenanceOf(facets),
  };
}

/** A line misses its promise when the last of it arrives after the promised instant. Null while that is not yet decided. */
export function isLate(line: OrderLine): boolean | null {
  if (!line.promisedDeliverBy || !line.deliveredAt) return null;
  return line.deliveredAt > line.promisedDeliverBy;
}

/** Lines still to be delivered: those that carry a risk. */
export function isOpen(line: Pick<OrderLine, 'status'>): boolean {
  return line.status === 'open' || line.status === 'shipped';
}

function completedAt(
  facets: Entity<'line'>['facets'],
  prefix: 'shipped/' | 'delivered/',
  ordered: number,
): Instant | null {
  let quantity = 0;
  let last: Instant | null = null;
  for (const [facet, stamped] of Object.entries(facets) as [string, Stamped<Shipped>][]) {
    if (!facet.startsWith(prefix)) continue;
    quantity += stamped.value.quantity ?? ordered;
    if (last === null || stamped.value.at > last) last = stamped.value.at;
  }
  // Parts of a quantity are not exact in binary: 0.7 + 0.1 is a little less than 0.8.
  return last !== null && quantity >= ordered * (1 - 1e-9) ? last : null;
}
