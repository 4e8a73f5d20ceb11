import { z } from '../../../src/providers/index.ts';
import { Time } from '../wire.ts';
import { defineKind } from './kind.ts';

const ItemRow = z.object({ sku: z.string(), name: z.string(), enabled: z.boolean(), updatedAt: Time });

/** Product variants, by SKU. */
export const itemKind = defineKind<z.output<typeof ItemRow>>({
  keyField: 'sku',
  list: ['productVariants', 'ProductVariantListOptions'],
  filter: {},
  filterBy: (keys) => ({ sku: { in: keys } }),
  fields: () => 'sku name enabled',
  row: ItemRow,
  toRecords: ({ sku, name, enabled, updatedAt }) => [
    {
      key: sku,
      record: {
        ...{ kind: 'item', id: sku, name: name.slice(0, 500), uom: 'EA' },
        attributes: { onSale: enabled ? 'yes' : 'no' },
        changedAt: updatedAt,
      },
    },
  ],
});
