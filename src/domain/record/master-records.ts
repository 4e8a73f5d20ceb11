import { z } from 'zod';
import { Money } from '../money.ts';
import { Zone, Instant } from '../time.ts';
import { Key, Reference } from './identifier.ts';
import { Attributes } from './order-record.ts';
import { ServiceTerms } from './service-terms.ts';
import { CarrierCapacity, CarrierCutoff, SiteWorkload } from './capacity.ts';

const changedAt = Instant.nullable().default(null);

export const CustomerRecord = z.object({
  kind: z.literal('customer'),
  id: Key,
  /** What another system calls it; absent or null where the source does not say. */
  reference: Reference,
  name: z.string().max(300),
  /** What the contract says the customer is, such as `strategic`; null when there is none. */
  tier: z.string().max(100).nullable().default(null),
  segment: z.string().max(100).nullable().default(null),
  country: z.string().max(100).nullable().default(null),
  /** What was agreed with the customer; null when the source does not say. */
  terms: ServiceTerms.nullable().default(null),
  /** The most the customer may owe, and what is owed now; null when the source does not say. */
  creditLimit: Money.nullable().default(null),
  creditUsed: Money.nullable().default(null),
  /** Margin that the customer brings in a year: what is at stake when they leave. Null when the source does not say. */
  yearlyMargin: Money.nullable().default(null),
  attributes: Attributes.default({}),
  changedAt,
});
export type CustomerRecord = z.infer<typeof CustomerRecord>;

export const VELOCITIES = ['A', 'B', 'C'] as const;

export const ItemRecord = z.object({
  kind: z.literal('item'),
  id: Key,
  /** What another system calls it; absent or null where the source does not say. */
  reference: Reference,
  name: z.string().max(500),
  category: z.string().max(200).nullable().default(null),
  uom: z.string().max(40).nullable().default(null),
  /** What one unit of measure costs us; null when the source does not say. */
  unitCost: Money.nullable().default(null),
  /** `A` moves fastest; null when the source does not say. */
  velocity: z.enum(VELOCITIES).nullable().default(null),
  /** Items that may take its place where the customer accepts one, best first. */
  substituteIds: z.array(Key).default([]),
  /** Days from receipt to expiry; null for goods that do not expire. */
  shelfLifeDays: z.number().min(0).nullable().default(null),
  attributes: Attributes.default({}),
  changedAt,
});
export type ItemRecord = z.infer<typeof ItemRecord>;

export const SiteRecord = z.object({
  kind: z.literal('site'),
  id: Key,
  /** What another system calls it; absent or null where the source does not say. */
  reference: Reference,
  name: z.string().max(300),
  zone: Zone,
  /** How busy it is; null when the source does not say. */
  workload: SiteWorkload.nullable().default(null),
  changedAt,
});
export type SiteRecord = z.infer<typeof SiteRecord>;

/** A service of a carrier, such as `dhl/express`. */
export const CarrierServiceRecord = z.object({
  kind: z.literal('carrierService'),
  id: Key,
  /** What another system calls it; absent or null where the source does not say. */
  reference: Reference,
  carrier: z.string().max(200),
  service: z.string().max(200),
  /** Usual days from hand-over to delivery; null when unknown. */
  transitDays: z.number().min(0).nullable().default(null),
  /** Days within which nine of ten deliveries arrive; null when unknown. */
  transitDaysP90: z.number().min(0).nullable().default(null),
  /** What carrying one shipment costs; null when unknown. */
  price: Money.nullable().default(null),
  /** The last hand-over of a day, per site. Empty when unknown. */
  cutoffs: z.array(CarrierCutoff).default([]),
  /** Null when unknown or without limit. */
  capacity: CarrierCapacity.nullable().default(null),
  changedAt,
});
export type CarrierServiceRecord = z.infer<typeof CarrierServiceRecord>;
