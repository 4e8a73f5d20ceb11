import type { NumberFeature } from '../feature.ts';
import type { Money } from '../../domain/money.ts';
import { percent } from './wording.ts';

/** Share of the value of the line that is owed once it is a day late. */
export const penaltyRatio = {
  kind: 'number',
  name: 'penalty_ratio',
  signal: 'contract',
  unit: 'ratio',
  range: [0, 10],
  nullWhen: 'no terms are known, or a flat sum cannot be set against the value',
  ofPromise: false,
  say: (value) => `a day late costs ${percent(value)} of its value`,
  compute: ({ customer, line }) => {
    const terms = customer?.terms;
    if (!terms) return null;
    const flat = flatRatio(terms.latePenaltyFlat, line.value);
    return flat === null ? null : Math.min(terms.latePenaltyCapRatio ?? Infinity, terms.latePenaltyRatioPerDay + flat);
  },
} satisfies NumberFeature;

function flatRatio(flat: Money | null, value: Money | null): number | null {
  if (!flat) return 0;
  return value && value.currency === flat.currency && value.amountMinor > 0
    ? flat.amountMinor / value.amountMinor
    : null;
}
