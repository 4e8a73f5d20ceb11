import { z } from 'zod';
import { Currency } from '../money.ts';
import { LossRatios } from './loss-ratios.ts';

/**
 * What a change to a line costs in work and handling, in minor units of the book's currency, beside what it costs in freight and
 * goods. Assumptions: set your own.
 */
export const ChangeCosts = z.strictObject({
  clearHold: z.number().min(0).default(1000),
  shipFromElsewhere: z.number().min(0).default(1500),
  substitute: z.number().min(0).default(500),
  changeService: z.number().min(0).default(200),
  releaseNow: z.number().min(0).default(0),
});

/** What priorities and remedies are counted with. */
export const CostSettings = z.strictObject({
  /** Units of the book's currency that one unit of another is worth. Amounts in a currency that is not here count as unknown. */
  rates: z.record(Currency, z.number().positive()).default({}),
  losses: LossRatios.prefault({}),
  changes: ChangeCosts.prefault({}),
  /** Hours between two waves: what is not released now can be released then. */
  waveEveryHours: z.number().positive().default(4),
  /** Hours from release to the dock at a site that does not tell its workload. */
  handlingHours: z.number().min(0).default(2),
  /** Minutes of work for a line whose source does not say. */
  effortMinutes: z.number().positive().default(10),
});
export type CostSettings = z.output<typeof CostSettings>;

/** The settings with the currency that everything is counted in. */
export interface Costs extends CostSettings {
  readonly currency: Currency;
}
