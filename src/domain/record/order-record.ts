import { z } from 'zod';
import { Currency, Money } from '../money.ts';
import { Quantity } from '../quantity.ts';
import { Instant } from '../time.ts';
import { Key, Reference } from './identifier.ts';

/** What a source says beyond our words for it. Text is a category, numbers are in the source's unit, null is unknown. */
export const Attributes = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type Attributes = z.infer<typeof Attributes>;

export const HOLD_KINDS = ['credit', 'address', 'pricing', 'compliance', 'fraud', 'manual'] as const;

/** A block on an order, or on one line of it. */
export const HoldRecord = z.object({
  id: Key,
  kind: z.enum(HOLD_KINDS),
  reason: z.string().max(500).nullable().default(null),
  lineNumber: Key.nullable().default(null),
  placedAt: Instant,
});
export type HoldRecord = z.infer<typeof HoldRecord>;

/** Where an order goes. Each part is null when the source does not say. */
export const Destination = z.object({
  country: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  city: z.string().nullable().default(null),
  postalCode: z.string().nullable().default(null),
});
export type Destination = z.infer<typeof Destination>;

export const LineRecord = z.object({
  lineNumber: Key,
  itemId: Key,
  quantity: Quantity,
  /** What the customer pays for the line; null when the source does not say. */
  value: Money.nullable().default(null),
  /** What the line's goods cost us: its margin is `value` less this. Null when the source does not say. */
  cost: Money.nullable().default(null),
  /** Minutes of work to release, pick and pack it; null when the source does not say. */
  effortMinutes: z.number().positive().nullable().default(null),
  siteId: Key.nullable().default(null),
  supplierId: Key.nullable().default(null),
  carrierServiceId: Key.nullable().default(null),
  requestedDeliverBy: Instant.nullable().default(null),
  promisedShipBy: Instant.nullable().default(null),
  promisedDeliverBy: Instant.nullable().default(null),
  /** In the line's unit of measure; null when the source does not say. */
  allocated: z.number().min(0).nullable().default(null),
  backordered: z.number().min(0).nullable().default(null),
  cancelled: z.boolean().default(false),
  attributes: Attributes.default({}),
});
export type LineRecord = z.infer<typeof LineRecord>;

/**
 * A customer order. `lines` may be a part of its lines: lines that are not listed stay as they are, so that a source which
 * lists one line a row can be read in bounded memory.
 */
export const OrderRecord = z.object({
  kind: z.literal('order'),
  id: Key,
  /** What another system calls it; absent or null where the source does not say. */
  reference: Reference,
  customerId: Key,
  placedAt: Instant,
  currency: Currency,
  channel: z.string().max(100).nullable().default(null),
  shipTo: Destination.nullable().default(null),
  cancelled: z.boolean().default(false),
  holds: z.array(HoldRecord).default([]),
  lines: z.array(LineRecord),
  /** When the source last changed it; null when the source does not say, and then a change counts from when it was read. */
  changedAt: Instant.nullable().default(null),
});
export type OrderRecord = z.infer<typeof OrderRecord>;
