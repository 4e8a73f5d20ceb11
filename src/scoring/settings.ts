import { z } from 'zod';

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
});
export type ScoringSettings = z.output<typeof ScoringSettings>;
