import type { NumberFeature } from '../feature.ts';
import { percent } from './wording.ts';

/** Returns that the customer was authorized for each line delivered to them, in the 365 days before. */
export const returnRatio = {
  kind: 'number',
  name: 'return_ratio',
  signal: 'returns',
  unit: 'ratio',
  range: [0, 10],
  nullWhen: 'no return was ever told, or nothing was delivered to the customer in those days',
  ofPromise: false,
  say: (value) => `customer returned ${percent(value)} of what was delivered in the past year`,
  compute: ({ customerReturns, history }) =>
    customerReturns === null || !history.customer ? null : customerReturns / history.customer.lines,
} satisfies NumberFeature;
