import { z } from 'zod';
import { Money } from '../money.ts';
import { Quantity } from '../quantity.ts';
import { Instant } from '../time.ts';
import { Key } from './identifier.ts';

const changedAt = Instant.nullable().default(null);

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export const EXCEPTION_KINDS = [
  'credit-hold',
  'address',
  'edi',
  'pricing',
  'inventory-mismatch',
  'short-pick',
  'shipment-delay',
  'supply-delay',
  'invoice',
  'return',
  'promise-at-risk',
] as const;

/** Something outside the company that bears on its work: weather, a closed port, a spike of demand, dearer transport. */
export const ConditionRecord = z.object({
  kind: z.literal('condition'),
  id: Key,
  type: z.string().min(1).max(100),
  /** Where it holds: at a site, in a region of destinations, for a carrier service. Null: not limited so. */
  siteId: Key.nullable().default(null),
  region: z.string().max(100).nullable().default(null),
  carrierServiceId: Key.nullable().default(null),
  severity: z.enum(SEVERITIES),
  raisedAt: Instant,
  clearedAt: Instant.nullable().default(null),
  changedAt,
});
export type ConditionRecord = z.infer<typeof ConditionRecord>;

/** A departure from plan that someone must see, as a source reports it. Never a program error. */
export const ExceptionRecord = z.object({
  kind: z.literal('exception'),
  id: Key,
  type: z.enum(EXCEPTION_KINDS),
  severity: z.enum(SEVERITIES),
  cause: z.string().max(1000).nullable().default(null),
  orderId: Key.nullable().default(null),
  lineNumbers: z.array(Key).default([]),
  /** The purchase that is its cause, where one is: a delay that hits many lines is one cause. */
  supplyId: Key.nullable().default(null),
  /** Who works it; null while nobody does. */
  assignedTo: z.string().max(200).nullable().default(null),
  /** What was done about it, once it is resolved. */
  resolution: z.string().max(1000).nullable().default(null),
  openedAt: Instant,
  resolvedAt: Instant.nullable().default(null),
  changedAt,
});
export type ExceptionRecord = z.infer<typeof ExceptionRecord>;

export const InvoiceRecord = z.object({
  kind: z.literal('invoice'),
  id: Key,
  orderId: Key,
  total: Money,
  issuedAt: Instant,
  disputedAt: Instant.nullable().default(null),
  changedAt,
});
export type InvoiceRecord = z.infer<typeof InvoiceRecord>;

export const ReturnRecord = z.object({
  kind: z.literal('return'),
  id: Key,
  orderId: Key,
  lineNumber: Key.nullable().default(null),
  quantity: Quantity,
  authorizedAt: Instant,
  receivedAt: Instant.nullable().default(null),
  changedAt,
});
export type ReturnRecord = z.infer<typeof ReturnRecord>;
