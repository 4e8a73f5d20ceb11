import { inventoryIdOf, z } from '../../../src/providers/index.ts';
import { siteIdOf } from '../sites.ts';
import { Id, Time } from '../wire.ts';
import { defineKind } from './kind.ts';

const StockRow = z.object({
  sku: z.string(),
  stockLevels: z.array(
    z.object({ stockLocationId: Id, stockOnHand: z.int(), stockAllocated: z.int(), updatedAt: Time }),
  ),
});

/** Stock levels, which Vendure lists beneath their variants alone. A level below zero, which Vendure allows, is none on hand. */
export const inventoryKind = defineKind<z.output<typeof StockRow>>({
  keyField: 'sku@stockLocationId',
  list: ['productVariants', 'ProductVariantListOptions'],
  filter: {},
  filterBy: (keys) => ({
    sku: { in: [...new Set(keys.map((key) => key.slice(0, Math.max(0, key.lastIndexOf('@')))))] },
  }),
  fields: () => 'sku stockLevels { stockLocationId stockOnHand stockAllocated updatedAt }',
  row: StockRow,
  toRecords: ({ sku, stockLevels }, config) =>
    stockLevels.map(({ stockLocationId, stockOnHand, stockAllocated, updatedAt }) => {
      const siteId = siteIdOf(config, stockLocationId);
      return {
        key: inventoryIdOf(sku, siteId),
        record: {
          ...{ kind: 'inventory', itemId: sku, siteId },
          onHand: { value: Math.max(0, stockOnHand), uom: 'EA' },
          allocated: Math.max(0, stockAllocated),
          changedAt: updatedAt,
        },
      };
    }),
});
