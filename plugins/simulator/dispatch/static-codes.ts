import type { Dispatch } from './dispatch.ts';

/** Above any line's key, so that the code always comes first. */
const KEYS = 1e12;

/**
 * Priority codes: the customer's code first, 1 before 4, and first in, first out within a code: A. Cobham, Priority Assignment in Waiting
 * Line Problems, Journal of the Operations Research Society of America 2(1), 1954. What ERP systems print on pick lists.
 */
export const staticCodes: Dispatch = {
  name: 'static',
  rank: (lines) => Float64Array.from(lines, ({ priorityCode, key }) => -priorityCode * KEYS - key),
};
