import type { Entity, Shipped } from './entity.ts';
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
  /** When all of it had left; null until then. */
  readonly shippedAt: Instant | null;
  /** When all of it had arrived; null until then. */
  readonly deliveredAt: Instant | null;
  readonly provenance: Provenance;
}

/** How far a line has come. */
export type Standing = Pick<OrderLine, 'status' | 'shippedAt' | 'deliveredAt'>;

/** Null while only its shipments' events have arrived. A line that its order cancelled is the order's to tell. */
export function toOrderLine({ facets }: Entity<'line'>): OrderLine | null {
  if (!facets.content) return null;
  const content = facets.content.value;
  const { status, shippedAt, deliveredAt } = standingOf(facets, content);
  // The content comes last: adding this much to a copy of it would take twenty times as long.
  return {
    id: lineIdOf(content.orderId, content.lineNumber),
    promisedShipBy: facets.promise?.value.promisedShipBy ?? null,
    promisedDeliverBy: facets.promise?.value.promisedDeliverBy ?? null,
    allocated: facets.allocated?.value.quantity ?? null,
    backordered: facets.backordered?.value.quantity ?? null,
    status,
    shippedAt,
    deliveredAt,
    provenance: provenanceOf(facets),
    ...content,
  };
}

/** How far a line of this content has come, by what is known of it. */
export function standingOf(facets: Entity<'line'>['facets'], { quantity }: Pick<LineContent, 'quantity'>): Standing {
  const deliveredAt = completedAt(facets, 'delivered/', quantity.value);
  const shippedAt = completedAt(facets, 'shipped/', quantity.value) ?? deliveredAt;
  const way = deliveredAt ? 'delivered' : shippedAt ? 'shipped' : 'open';
  return { status: facets.cancelled?.value.cancelled ? 'cancelled' : way, shippedAt, deliveredAt };
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

/** When enough had come together; what comes on top of it, such as a replacement, moves nothing. */
function completedAt(
  facets: Entity<'line'>['facets'],
  prefix: 'shipped/' | 'delivered/',
  ordered: number,
): Instant | null {
  const parts: Shipped[] = [];
  for (const facet in facets) {
    if (!facet.startsWith(prefix)) continue;
    const stamped = facets[facet as `shipped/${string}`];
    if (stamped) parts.push(stamped.value);
  }
  if (parts.length > 1) parts.sort((a, b) => (a.at < b.at ? -1 : 1));
  let quantity = 0;
  for (const part of parts) {
    quantity += part.quantity ?? ordered;
    // Parts of a quantity are not exact in binary: 0.7 + 0.1 is a little less than 0.8.
    if (quantity >= ordered * (1 - 1e-9)) return part.at;
  }
  return null;
}
