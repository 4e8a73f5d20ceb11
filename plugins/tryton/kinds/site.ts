import { z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, STAMP_FIELDS, Stamped } from '../wire.ts';
import { traitsOf, type TrytonKind } from './kind.ts';

const WarehouseRow = Stamped.extend({
  code: z.string().nullable(),
  name: z.string(),
  input_location: z.int().nullable(),
  storage_location: z.int().nullable(),
});
export type WarehouseRow = z.output<typeof WarehouseRow>;

const WAREHOUSES = [['type', '=', 'warehouse']] as const;

export function siteKind({ overlapMs, zone }: Pick<TrytonConfig, 'overlapMs' | 'zone'>): TrytonKind {
  return {
    traits: traitsOf('code', overlapMs),
    model: 'stock.location',
    domain: WAREHOUSES,
    beneath: [],
    async load(client, ids, signal) {
      const rows = await selectWarehouses(client, [['id', 'in', ids]], signal);
      const records = rows.map(({ id, code, name, ...stamps }) => ({
        record: { kind: 'site', id: code, name, zone, changedAt: changedAtOf([{ id, ...stamps }]) },
        location: `stock.location ${id}`,
      }));
      return { records, deletes: [] };
    },
    withKeys: (keys) => [...WAREHOUSES, ['code', 'in', keys]],
    keyField: 'code',
  };
}

/** Warehouses, with the places in them that hold what may be promised. */
export function selectWarehouses(
  client: TrytonClient,
  domain: readonly unknown[],
  signal: AbortSignal,
): Promise<readonly WarehouseRow[]> {
  const fields = ['code', 'name', 'input_location', 'storage_location', ...STAMP_FIELDS];
  return client.select({ model: 'stock.location', domain: [...WAREHOUSES, ...domain], fields, signal }, WarehouseRow);
}
