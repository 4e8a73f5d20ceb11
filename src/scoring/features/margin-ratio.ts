import type { NumberFeature } from '../feature.ts';
import { percent } from './wording.ts';

/** Share of what the customer pays for the line that its goods do not cost. */
export const marginRatio = {
  kind: 'number',
  name: 'margin_ratio',
  signal: 'cost',
  unit: 'ratio',
  range: [-10, 1],
  nullWhen: 'value or cost is unknown, or they are in different currencies',
  ofPromise: false,
  say: (value) => `margin of ${percent(value)}`,
  compute: ({ line, item }) => {
    const { value, quantity } = line;
    const unitCost = item?.uom === quantity.uom ? item.unitCost : null;
    const cost = line.cost ?? (unitCost && { ...unitCost, amountMinor: unitCost.amountMinor * quantity.value });
    if (!value || !cost || value.currency !== cost.currency || value.amountMinor <= 0) return null;
    return (value.amountMinor - cost.amountMinor) / value.amountMinor;
  },
} satisfies NumberFeature;
