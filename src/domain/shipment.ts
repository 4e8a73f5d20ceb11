import type { Entity } from './entity.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import type { Instant } from './time.ts';

export const SHIPMENT_STATUSES = ['planned', 'confirmed', 'departed', 'delivered', 'failed'] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** Goods that travel together, as they now stand. */
export interface Shipment {
  readonly id: string;
  readonly carrierServiceId: string | null;
  readonly status: ShipmentStatus;
  readonly confirmedAt: Instant | null;
  readonly departedAt: Instant | null;
  readonly etaAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly failedAt: Instant | null;
  /** Quantity in the line's unit of measure; null means all that was ordered. */
  readonly lines: readonly { readonly lineId: string; readonly quantity: number | null }[];
  readonly provenance: Provenance;
}

export function toShipment({ id, facets }: Entity<'shipment'>): Shipment {
  const { confirmed, departed, eta, delivered, failed } = facets;
  return {
    id,
    carrierServiceId: facets.carrier?.value.carrierServiceId ?? null,
    status: delivered ? 'delivered' : failed ? 'failed' : departed ? 'departed' : confirmed ? 'confirmed' : 'planned',
    confirmedAt: confirmed?.value.at ?? null,
    departedAt: departed?.value.at ?? null,
    etaAt: eta?.value.at ?? null,
    deliveredAt: delivered?.value.at ?? null,
    failedAt: failed?.value.at ?? null,
    lines: linesOf(facets),
    provenance: provenanceOf(facets),
  };
}

function linesOf(facets: Entity<'shipment'>['facets']): Shipment['lines'] {
  return Object.keys(facets)
    .filter((facet): facet is `line/${string}` => facet.startsWith('line/'))
    .sort()
    .map((facet) => ({ lineId: facet.slice('line/'.length), quantity: facets[facet]?.value.quantity ?? null }));
}
