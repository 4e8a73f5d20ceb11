import type { NumberFeature } from '../feature.ts';

/** How many lines the order has. */
export const orderLineCount = {
  kind: 'number',
  name: 'order_line_count',
  unit: 'lines',
  range: [1, 10_000],
  ofPromise: false,
  compute: (snapshot) => snapshot.orderLineCount,
} satisfies NumberFeature;
