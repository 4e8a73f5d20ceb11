import { z } from 'zod';

const ratio = z.number().min(0).max(1);

/**
 * What a miss costs beyond the penalty that the contract names. The defaults are assumptions, not measurements: set what your
 * own cancellations and lost customers say.
 */
export const LossRatios = z.strictObject({
  /** Share of a late line's margin that is lost because the customer cancels or returns it: at the miss, and per day late. */
  lostSale: ratio.default(0.02),
  lostSalePerDay: ratio.default(0.02),
  /** Share of the customer's yearly margin that is lost because the customer leaves: at the miss, and per day late. */
  churn: ratio.default(0.001),
  churnPerDay: ratio.default(0.0005),
});
export type LossRatios = z.output<typeof LossRatios>;
