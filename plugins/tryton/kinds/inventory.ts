import { localDateAt, z, type Instant } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import type { TrytonConfig } from '../config.ts';
import { related, toDay } from '../wire.ts';
import { GOODS } from './item.ts';
import { idsIn, traitsOf, type Loaded, type TrytonKind } from './kind.ts';
import { selectWarehouses, type WarehouseRow } from './site.ts';

const StockRow = z.object({
  id: z.int(),
  code: z.string().nullable(),
  quantity: z.number(),
  'default_uom.': related({ symbol: z.string() }),
});
type StockRow = z.output<typeof StockRow>;

/** Stock of every item at every warehouse, none included. Only moves change it. */
export function inventoryKind({ overlapMs }: Pick<TrytonConfig, 'overlapMs'>): TrytonKind {
  return {
    traits: { ...traitsOf('product code and warehouse code', overlapMs, 'records'), asOf: true },
    model: 'product.product',
    domain: GOODS,
    beneath: [
      {
        model: 'stock.move',
        domain: [],
        fields: ['product'],
        belongsTo: (_, rows) => idsIn(rows, 'product'),
      },
    ],
    load: (client, ids, signal) => loadStock(client, ids, null, signal),
    withKeys: (keys) => [...GOODS, ['code', 'in', [...new Set(keys.map(itemOf))]]],
    keyField: null,
  };
}

/** Two calls a warehouse, whatever the number of items. With a date, stock at the end of that day of the company's calendar. */
export async function loadStock(
  client: TrytonClient,
  ids: readonly number[],
  date: string | null,
  signal: AbortSignal,
): Promise<Loaded> {
  const warehouses = await selectWarehouses(client, [], signal);
  const records = [];
  for (const warehouse of warehouses) {
    const [onHand, free] = await Promise.all([
      stockAt(client, { ids, locations: [warehouse.id], date, signal }),
      stockAt(client, { ids, locations: promisable(warehouse), date, isFree: true, signal }),
    ]);
    const freeOf = new Map(free.map(({ id, quantity }) => [id, quantity]));
    for (const row of onHand) {
      const { code: siteId } = warehouse;
      const allocated = date === null ? Math.max(0, row.quantity - (freeOf.get(row.id) ?? 0)) : 0;
      records.push({
        record: toInventory(row, siteId, allocated),
        location: `product.product ${row.id} at ${siteId ?? ''}`,
      });
    }
  }
  return { records, deletes: [] };
}

/** The date in the company's calendar at whose end the stock of an earlier time is told; null for today, which is told as it is now. */
export function dayOf(at: Instant, zone: string, now: Instant): string | null {
  const { date } = localDateAt(at, zone);
  return date >= localDateAt(now, zone).date ? null : date;
}

interface StockQuery {
  readonly ids: readonly number[];
  readonly locations: readonly number[];
  readonly date: string | null;
  /** Without what is reserved. */
  readonly isFree?: boolean;
  readonly signal: AbortSignal;
}

function stockAt(client: TrytonClient, { ids, locations, date, isFree = false, signal }: StockQuery) {
  const context = {
    ...{ locations, with_childs: true, stock_assign: isFree },
    ...(date === null ? {} : { stock_date_end: toDay(date) }),
  };
  const fields = ['code', 'quantity', 'default_uom.symbol'];
  return client.select({ model: 'product.product', domain: [['id', 'in', ids]], fields, context, signal }, StockRow);
}

/** Goods at the door have an order already. */
function promisable({ input_location: input, storage_location: storage }: WarehouseRow): readonly number[] {
  return [...new Set([input, storage].filter((id) => id !== null))];
}

function toInventory({ code, quantity, ...row }: StockRow, siteId: string | null, allocated: number): object {
  return {
    kind: 'inventory',
    itemId: code,
    siteId,
    onHand: { value: Math.max(0, quantity), uom: row['default_uom.']?.symbol ?? null },
    allocated: Math.min(allocated, Math.max(0, quantity)),
  };
}

/** `<item>@<site>`: the last mark joins them. */
function itemOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('@')));
}
