import type { Parameters } from '../../parameters/parameters.ts';
import type { Channel, Region, Segment, Tier } from '../state.ts';

/** Share of orders by channel. */
export function channelShare({ fieldShare, ecommerceShare }: Parameters, channel: Channel): number {
  switch (channel) {
    case 'field':
      return fieldShare;
    case 'ecommerce':
      return ecommerceShare;
    case 'edi':
      return Math.max(0, 1 - fieldShare - ecommerceShare);
  }
}

/** Share of demand by segment. */
export function segmentShare(parameters: Parameters, segment: Segment): number {
  const { healthcareShare, manufacturingShare, municipalShare, strategicShare } = parameters;
  switch (segment) {
    case 'healthcare':
      return healthcareShare;
    case 'manufacturing':
      return manufacturingShare;
    case 'municipal':
      return municipalShare;
    case 'strategic':
      return strategicShare;
    case 'trade':
      return Math.max(0, 1 - healthcareShare - manufacturingShare - municipalShare - strategicShare);
  }
}

/** How much a segment likes a channel, against others. Assumed. */
export const CHANNEL_LIKING: Readonly<Record<Segment, Readonly<Record<Channel, number>>>> = {
  healthcare: { field: 0.7, ecommerce: 0.6, edi: 1.7 },
  manufacturing: { field: 1.2, ecommerce: 0.6, edi: 1.3 },
  municipal: { field: 1.6, ecommerce: 1, edi: 0.4 },
  strategic: { field: 1, ecommerce: 0.5, edi: 1.6 },
  trade: { field: 0.7, ecommerce: 1.9, edi: 0.3 },
};

/** Share of customers of a segment by tier, best first. Assumed: account managers sell tiers for volume, not for penalties. */
const TIER_SHARES: Readonly<Record<Segment, readonly [number, number, number, number]>> = {
  healthcare: [0.15, 0.3, 0.35, 0.2],
  manufacturing: [0.1, 0.3, 0.4, 0.2],
  municipal: [0.05, 0.15, 0.4, 0.4],
  strategic: [0.7, 0.3, 0, 0],
  trade: [0.02, 0.08, 0.3, 0.6],
};

/** Ids of the carrier services, in the order in which they are built. */
export const SERVICE_IDS = [
  'parcel/ground',
  'parcel/two-day',
  'parcel/overnight',
  'freight/ltl',
  'courier/same-day',
] as const;
/** Place of the same-day courier in `SERVICE_IDS`. */
export const COURIER = 4;
/** Place of the overnight service in `SERVICE_IDS`. */
export const OVERNIGHT = 2;

/** Share of orders by carrier service, but for same-day contracts. Assumed. */
export const SERVICE_SHARES: Readonly<Record<Segment, readonly number[]>> = {
  healthcare: [0.45, 0.35, 0.2, 0],
  manufacturing: [0.55, 0.15, 0.1, 0.2],
  municipal: [0.75, 0.1, 0, 0.15],
  strategic: [0.45, 0.3, 0.15, 0.1],
  trade: [0.8, 0.15, 0.05, 0],
};

/** Tiers by running share. */
export function tierAt(segment: Segment, draw: number): Tier {
  const [platinum, gold, silver] = TIER_SHARES[segment];
  if (draw < platinum) return 'platinum';
  if (draw < platinum + gold) return 'gold';
  return draw < platinum + gold + silver ? 'silver' : 'bronze';
}

/** Share of demand by region. Assumed, after where people live. */
export const REGION_SHARES: Readonly<Record<Region, number>> = {
  east: 0.36,
  central: 0.28,
  mountain: 0.13,
  west: 0.23,
};
