import type { NumberFeature } from '../feature.ts';
import { figure } from './wording.ts';

/** How many lines the order has. */
export const orderLineCount = {
  kind: 'number',
  name: 'order_line_count',
  signal: 'order',
  unit: 'lines',
  range: [1, 10_000],
  nullWhen: 'never',
  ofPromise: false,
  compute: (snapshot) => snapshot.orderLineCount,
  say: (value) => (value === 1 ? 'the only line of its order' : `one of ${figure(value)} lines of its order`),
} satisfies NumberFeature;
