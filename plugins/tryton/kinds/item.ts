import { toMoney, z } from '../../../src/providers/index.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, Decimal, related, STAMP_FIELDS, Stamped } from '../wire.ts';
import { traitsOf, WithId, type TrytonKind } from './kind.ts';

const ProductRow = Stamped.extend({
  code: z.string().nullable(),
  name: z.string().nullable(),
  cost_price: Decimal.nullable(),
  'default_uom.': related({ symbol: z.string() }),
  'template.': related({
    ...{ create_date: Stamped.shape.create_date, write_date: Stamped.shape.write_date },
    'account_category.': related({ name: z.string() }),
  }),
});
type ProductRow = z.output<typeof ProductRow>;

const FIELDS = [
  ...['code', 'name', 'cost_price', 'default_uom.symbol'],
  ...['template.create_date', 'template.write_date', 'template.account_category.name', ...STAMP_FIELDS],
];

/** Goods: services and assets are not shipped. */
export const GOODS = [['type', '=', 'goods']] as const;

/** Variants: a product of Tryton's is a template with one or more of them. */
export function itemKind({ overlapMs }: Pick<TrytonConfig, 'overlapMs'>): TrytonKind {
  return {
    traits: traitsOf('code', overlapMs),
    model: 'product.product',
    domain: GOODS,
    beneath: [
      {
        model: 'product.template',
        domain: GOODS,
        fields: [],
        belongsTo: async (client, rows, signal) => {
          const domain = [['template', 'in', rows.map(({ id }) => id)]];
          const products = await client.select({ model: 'product.product', domain, fields: ['id'], signal }, WithId);
          return products.map(({ id }) => id);
        },
      },
    ],
    async load(client, ids, signal) {
      const [products, currency] = await Promise.all([
        client.select({ model: 'product.product', domain: [['id', 'in', ids]], fields: FIELDS, signal }, ProductRow),
        client.currency(signal),
      ]);
      const records = products.map((product) => ({
        record: toItem(product, currency),
        location: `product.product ${product.id}`,
      }));
      return { records, deletes: [] };
    },
    withKeys: (keys) => [...GOODS, ['code', 'in', keys]],
    keyField: 'code',
  };
}

function toItem(product: ProductRow, currency: string): object {
  const { id, code, name, cost_price: cost } = product;
  const template = product['template.'];
  return {
    kind: 'item',
    id: code,
    name: name ?? code,
    category: template?.['account_category.']?.name ?? null,
    uom: product['default_uom.']?.symbol ?? null,
    unitCost: cost === null ? null : toMoney(cost, currency),
    changedAt: changedAtOf([product, ...(template ? [{ id, ...template }] : [])]),
  };
}
