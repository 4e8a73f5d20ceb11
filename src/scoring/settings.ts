import { z } from 'zod';
import { Hysteresis } from './hysteresis.ts';

/**
 * Which facts of a book are features, beyond those that every book has. Names are attributes of the book's lines, customers or
 * items as its mapping calls them, or our own: `customerId`, `itemId`, `siteId`, `supplierId`, `carrierServiceId`, `channel`,
 * `shipTo.country`, `shipTo.region`.
 */
export const ScoringSettings = z.strictObject({
  /** Facts that together name the way goods take, such as country and fulfilment path: their past late rate is a feature. */
  route: z.array(z.string()).default([]),
  /** Facts with a few hundred values at most. */
  categories: z.array(z.string()).default([]),
  numbers: z.array(z.string()).default([]),
  /** Facts that are only known later, or that must not count: the start is refused when one of them is named above. */
  never: z.array(z.string()).default([]),
  /** Folder of the model to score with; null: the one that was trained for this book when it was first served. */
  model: z.string().nullable().default(null),
  /** A chance that could lie anywhere in a span wider than this, for want of signals, is told by the rules instead; 1: never. */
  abstainWidth: z.number().min(0).max(1).default(0.6),
  /** Milliseconds that the model may take for the lines of one transaction before the rules score the rest. */
  deadlineMs: z.int().min(1).default(2000),
  /** How far a score must move before it is told. */
  hysteresis: Hysteresis.prefault({}),
});
export type ScoringSettings = z.output<typeof ScoringSettings>;
