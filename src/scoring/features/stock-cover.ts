import type { NumberFeature } from '../feature.ts';

/** Unbound stock at the line's site as a multiple of what is ordered. Null when stock is unknown or in another unit. */
export const stockCover = {
  kind: 'number',
  name: 'stock_cover',
  unit: 'ratio',
  range: [-10, 1000],
  ofPromise: false,
  compute: ({ inventory, line: { quantity } }) =>
    inventory && quantity.value > 0 && inventory.onHand.uom === quantity.uom
      ? (inventory.onHand.value - inventory.allocated) / quantity.value
      : null,
} satisfies NumberFeature;
