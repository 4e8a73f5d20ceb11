import { z } from 'zod';
import { Instant } from '../time.ts';
import { Key, Reference } from './identifier.ts';

export const ShipmentLine = z.object({
  orderId: Key,
  lineNumber: Key,
  /** In the line's unit of measure; null means all that was ordered. */
  quantity: z.number().min(0).nullable().default(null),
});
export type ShipmentLine = z.infer<typeof ShipmentLine>;

/** Goods that travel together. `lines` may be a part of them: lines that are not listed stay as they are. */
export const ShipmentRecord = z.object({
  kind: z.literal('shipment'),
  id: Key,
  /** What another system calls it; absent or null where the source does not say. */
  reference: Reference,
  carrierServiceId: Key.nullable().default(null),
  lines: z.array(ShipmentLine),
  confirmedAt: Instant.nullable().default(null),
  departedAt: Instant.nullable().default(null),
  /** When the carrier now expects to deliver. */
  etaAt: Instant.nullable().default(null),
  deliveredAt: Instant.nullable().default(null),
  failedAt: Instant.nullable().default(null),
  changedAt: Instant.nullable().default(null),
});
export type ShipmentRecord = z.infer<typeof ShipmentRecord>;
