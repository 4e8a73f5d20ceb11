import { z } from 'zod';
import { Money } from '../money.ts';

/** What was agreed with a customer: the service owed, and what a miss costs. */
export const ServiceTerms = z.object({
  /** Hours from the order to the delivery that the contract names; null when it names none. */
  deliverWithinHours: z.number().positive().nullable().default(null),
  /** Owed for each day begun after the promise, as a share of the line's value. */
  latePenaltyRatioPerDay: z.number().min(0).max(1).default(0),
  /** Owed once for a line delivered late, on top of the daily share; null for none. */
  latePenaltyFlat: Money.nullable().default(null),
  /** The most that is owed for one line, as a share of its value; null for no limit. */
  latePenaltyCapRatio: z.number().min(0).nullable().default(null),
  /** True: law or contract puts the customer's lines ahead of any sum of money. */
  isRegulated: z.boolean().default(false),
  /** True: an item's substitutes may be sent in its place without asking. */
  acceptsSubstitutes: z.boolean().default(false),
  /** False: a line is sent whole or not at all. */
  acceptsPartial: z.boolean().default(true),
  /** Days that a promise may move without harm, by agreement; 0 for a firm date. */
  flexibleDays: z.number().min(0).default(0),
});
export type ServiceTerms = z.infer<typeof ServiceTerms>;
