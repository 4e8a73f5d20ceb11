import type { EXCEPTION_KINDS, HOLD_KINDS, SEVERITIES } from '../../../src/providers/index.ts';

/** Milliseconds since 1970 in UTC, on the simulated clock. */
export type SimTime = number;

/** What kinds of customer there are. */
export const SEGMENTS = ['healthcare', 'manufacturing', 'municipal', 'strategic', 'trade'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** How much a customer counts, most first. */
export const TIERS = ['platinum', 'gold', 'silver', 'bronze'] as const;
export type Tier = (typeof TIERS)[number];

/** How orders come in. */
export const CHANNELS = ['field', 'ecommerce', 'edi'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Parts of the country, each served first by the site that stands in it. */
export const REGIONS = ['east', 'central', 'mountain', 'west'] as const;
export type Region = (typeof REGIONS)[number];

/** How much an exception or a condition matters. */
export type Severity = (typeof SEVERITIES)[number];

/** Exceptions that come up in the simulated systems. */
export const EXCEPTION_TYPES = [
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
] as const satisfies readonly (typeof EXCEPTION_KINDS)[number][];
export type ExceptionType = (typeof EXCEPTION_TYPES)[number];

/** Why an order is held. */
export type HoldKind = (typeof HOLD_KINDS)[number];

/** All money in the simulated world is in US cents. */
export const CURRENCY = 'USD';
/** All goods are counted in pieces. */
export const UOM = 'EA';
