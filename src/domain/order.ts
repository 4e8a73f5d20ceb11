import type { Entity } from './entity.ts';
import type { OrderHeader } from './event/event-data.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import type { HoldRecord } from './record/order-record.ts';

/** A customer order as it now stands, without its lines. */
export interface Order extends OrderHeader {
  readonly cancelled: boolean;
  /** Holds now in force, oldest first. A hold with a line number blocks that line alone. */
  readonly holds: readonly HoldRecord[];
  readonly provenance: Provenance;
}

/** Null while only its lines' or shipments' events have arrived. */
export function toOrder({ facets }: Entity<'order'>): Order | null {
  if (!facets.header) return null;
  return {
    cancelled: facets.cancelled?.value.cancelled ?? false,
    holds: holdsInForce(facets),
    provenance: provenanceOf(facets),
    ...facets.header.value,
  };
}

function holdsInForce(facets: Entity<'order'>['facets']): HoldRecord[] {
  const holds: HoldRecord[] = [];
  for (const facet in facets) {
    if (!isHold(facet)) continue;
    const id = facet.slice('hold/'.length);
    const placed = facets[facet];
    const released = facets[`release/${id}`];
    if (placed && (!released || released.stamp < placed.stamp)) holds.push({ id, ...placed.value });
  }
  return holds.sort((a, b) => compareText(a.placedAt, b.placedAt) || compareText(a.id, b.id));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isHold(facet: string): facet is `hold/${string}` {
  return facet.startsWith('hold/');
}
