import { defineProvider, unreadableKind, type RecordKind } from '../../src/providers/index.ts';
import { hold } from './actions/hold.ts';
import { note } from './actions/note.ts';
import { release } from './actions/release.ts';
import { reschedule } from './actions/reschedule.ts';
import { createClient } from './client.ts';
import { TrytonConfig } from './config.ts';
import type { Connection } from './connection.ts';
import { kindsOf, TRYTON_KINDS } from './kinds/all-kinds.ts';
import { dayOf, loadStock } from './kinds/inventory.ts';
import type { TrytonKind } from './kinds/kind.ts';
import { lookUp } from './lookup.ts';
import { listIds, listKeys, readChanges } from './read.ts';

/** Tryton 6.0, an ERP with warehouses: orders, customers, items, stock, supply, shipments and invoices; holds and releases. */
export const tryton = defineProvider({
  type: 'tryton',
  module: import.meta.url,
  config: TrytonConfig,
  reads: () => TRYTON_KINDS,
  traits: (config) => Object.fromEntries(Object.entries(kindsOf(config)).map(([kind, { traits }]) => [kind, traits])),

  connect: (config, context): Connection => ({
    tryton: createClient(config, context),
    kinds: kindsOf(config),
    now: context.now,
  }),

  async check({ tryton: client }, { signal }) {
    const version = await client.version(signal);
    const orders = await client.count({ model: 'sale.sale', domain: [], signal });
    return { detail: `Tryton ${version}, database ${client.settings.database}, ${orders} sales` };
  },

  read: (connection, kind, cursor, { signal }) =>
    readChanges(connection.tryton, kindIn(connection, kind), cursor, signal),

  async *readAsOf(connection, kind, at, { signal }) {
    const { tryton: client, now } = connection;
    const date = dayOf(at, client.settings.zone, now());
    for await (const ids of listIds(client, kindIn(connection, kind), signal)) {
      const { records } = await loadStock(client, ids, date, signal);
      yield { records, deletes: [], cursor: null };
    }
  },

  listKeys: (connection, kind, { signal }) => listKeys(connection.tryton, kindIn(connection, kind), signal),
  lookup: (connection, kind, keys, { signal }) =>
    lookUp(connection.tryton, kind, kindIn(connection, kind), keys, signal),
  actions: { hold, release, reschedule, note },
});

function kindIn({ kinds }: Connection, kind: RecordKind): TrytonKind {
  const found = kinds[kind];
  if (!found) throw unreadableKind('tryton', kind);
  return found;
}
