import type { NumberFeature } from '../feature.ts';
import { percent } from './wording.ts';

/** Unbound stock at the line's site as a multiple of what is ordered. Null when stock is unknown or in another unit. */
export const stockCover = {
  kind: 'number',
  name: 'stock_cover',
  signal: 'stock',
  unit: 'ratio',
  range: [-10, 1000],
  nullWhen: 'stock is unknown or in another unit',
  ofPromise: false,
  compute: ({ inventory, line: { quantity } }) =>
    inventory && quantity.value > 0 && inventory.onHand.uom === quantity.uom
      ? (inventory.onHand.value - inventory.allocated) / quantity.value
      : null,
  say: (value) => `unbound stock covers ${percent(value)} of it`,
} satisfies NumberFeature;
