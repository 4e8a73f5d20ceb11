import { z } from 'zod';
import { Zone, Instant } from '../time.ts';
import { Key } from './identifier.ts';
import { Attributes } from './order-record.ts';

const changedAt = Instant.nullable().default(null);

export const CustomerRecord = z.object({
  kind: z.literal('customer'),
  id: Key,
  name: z.string().max(300),
  /** What the contract says the customer is, such as `strategic`; null when there is none. */
  tier: z.string().max(100).nullable().default(null),
  segment: z.string().max(100).nullable().default(null),
  country: z.string().max(100).nullable().default(null),
  attributes: Attributes.default({}),
  changedAt,
});
export type CustomerRecord = z.infer<typeof CustomerRecord>;

export const ItemRecord = z.object({
  kind: z.literal('item'),
  id: Key,
  name: z.string().max(500),
  category: z.string().max(200).nullable().default(null),
  uom: z.string().max(40).nullable().default(null),
  attributes: Attributes.default({}),
  changedAt,
});
export type ItemRecord = z.infer<typeof ItemRecord>;

export const SiteRecord = z.object({
  kind: z.literal('site'),
  id: Key,
  name: z.string().max(300),
  zone: Zone,
  changedAt,
});
export type SiteRecord = z.infer<typeof SiteRecord>;

/** A service of a carrier, such as `dhl/express`. */
export const CarrierServiceRecord = z.object({
  kind: z.literal('carrierService'),
  id: Key,
  carrier: z.string().max(200),
  service: z.string().max(200),
  /** Usual days from hand-over to delivery; null when unknown. */
  transitDays: z.number().min(0).nullable().default(null),
  changedAt,
});
export type CarrierServiceRecord = z.infer<typeof CarrierServiceRecord>;
