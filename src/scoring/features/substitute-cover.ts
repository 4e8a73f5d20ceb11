import type { NumberFeature } from '../feature.ts';
import { availableBy } from '../../domain/atp.ts';
import { coverAt } from '../cover.ts';
import { percent } from './wording.ts';

/** Free stock at the site of the substitute that has most, over what is ordered; 0 when the customer accepts none. */
export const substituteCover = {
  kind: 'number',
  name: 'substitute_cover',
  signal: 'substitutes',
  unit: 'ratio',
  range: [0, 1000],
  nullWhen: 'no terms are known, or no stock of a substitute at the site',
  ofPromise: false,
  say: (value) => (value === 0 ? 'no substitute can take its place' : `substitutes cover ${percent(value)} of it`),
  compute: ({ customer, substitutes, line, asOf }) => {
    if (!customer?.terms || substitutes.length === 0 || line.quantity.value <= 0) return null;
    if (!customer.terms.acceptsSubstitutes) return 0;
    const available = substitutes.flatMap(({ stock }) => {
      const there = stock.find(({ siteId }) => siteId === line.siteId);
      const cover = there && coverAt(there, line.quantity.uom);
      return cover ? [availableBy(cover.stock, cover.claims, asOf)] : [];
    });
    return available.length === 0 ? null : Math.max(...available) / line.quantity.value;
  },
} satisfies NumberFeature;
