import { z } from 'zod';
import { Quantity } from '../quantity.ts';
import { Instant } from '../time.ts';
import { Key } from './identifier.ts';

const changedAt = Instant.nullable().default(null);

/** Goods of one batch. */
export const Lot = z.object({ id: Key, quantity: z.number().min(0), expiresAt: Instant.nullable().default(null) });
export type Lot = z.infer<typeof Lot>;

/** Stock of one item at one site. */
export const InventoryRecord = z.object({
  kind: z.literal('inventory'),
  itemId: Key,
  siteId: Key,
  onHand: Quantity,
  /** Part of `onHand` already bound to orders, in the same unit. */
  allocated: z.number().min(0).default(0),
  /** Where the source keeps lots: what is on hand of each, in the same unit, first to expire first. Empty elsewhere. */
  lots: z.array(Lot).default([]),
  changedAt,
});
export type InventoryRecord = z.infer<typeof InventoryRecord>;

/** Stock that is to come: a purchase or transfer order line. */
export const SupplyRecord = z.object({
  kind: z.literal('supply'),
  id: Key,
  itemId: Key,
  siteId: Key,
  supplierId: Key.nullable().default(null),
  quantity: Quantity,
  orderedAt: Instant.nullable().default(null),
  expectedAt: Instant,
  receivedAt: Instant.nullable().default(null),
  changedAt,
});
export type SupplyRecord = z.infer<typeof SupplyRecord>;
