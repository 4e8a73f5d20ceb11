import type { Explainer, ModelRow } from '../explainer.ts';
import { createRandom, shuffle } from '../random.ts';

/** Orders that factors become known in, each walked both ways: Shapley's shares, sampled (Castro 2009), the same each time. */
const ORDERS = 1;
const SEED = 7;

/**
 * What each factor did to each row's log-odds, fairly shared out where factors work together. Of every walk the changes add up to
 * the score less the base, so their mean does too.
 */
export function shareOut({ factors, changes }: Explainer, rows: readonly ModelRow[]): readonly Float64Array[] {
  const random = createRandom(SEED);
  const walks = Array.from({ length: ORDERS }, () => {
    const order = Int32Array.from(factors.keys());
    shuffle(order, random);
    return order;
  }).flatMap((order) => [order, order.slice().reverse()]);
  const shares = new Float64Array(rows.length * factors.length);
  for (const order of walks) {
    changes(rows, order).forEach((change, i) => {
      shares[i] = (shares[i] ?? 0) + change / walks.length;
    });
  }
  return rows.map((_, row) => shares.subarray(row * factors.length, (row + 1) * factors.length));
}
