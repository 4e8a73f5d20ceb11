import { withPg } from '../../cli/book-contents.ts';

interface Facet {
  readonly stamp: string;
  readonly value: unknown;
}

interface Event {
  readonly type: string;
  readonly id: string;
  readonly time: string;
}

/** Tables of things, each row with its state: facets with the stamp of the event that told them. */
const THINGS = [
  ...['customer_order', 'order_line', 'shipment', 'supply', 'inventory', 'exception', 'customer', 'item', 'site'],
  ...['carrier_service', 'condition', 'invoice', 'return_order'],
] as const;

/** Tryton works stock out when it is asked and tells no time of it: the time of reading is its event's, and with it id and stamp. */
const UNDATED = 'inventory';

/**
 * All that a book holds of Tryton, table by table, sorted, as it must be however the intake came to its end. Whatever Tryton gives
 * a time is compared with it; of stock the times and ids that come from reading are left out, and of every record which read it was.
 */
export async function saidIn(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return withPg(url, async (client) => {
    const textsOf = async <R extends object>(from: string, text: (row: R) => unknown): Promise<readonly string[]> => {
      const { rows } = await client.query<R>(from);
      return rows.map((row) => JSON.stringify(text(row))).sort();
    };
    const said: Record<string, readonly string[]> = {};
    for (const table of THINGS)
      said[table] = await textsOf<{ id: string; state: Readonly<Record<string, Facet>> }>(
        `SELECT id, state FROM promisegraph.${table}`,
        ({ id, state }) => [id, table === UNDATED ? valuesOf(state) : state],
      );
    said.inbox_event = await textsOf<{ event: Event }>('SELECT event FROM promisegraph.inbox_event', ({ event }) =>
      event.type === 'inventory.adjusted' ? { ...event, id: null, time: null } : event,
    );
    said.source_record = await textsOf<{ kind: string; last_time: unknown }>(
      `SELECT provider_id, kind, key, hashes - 'firstRead' AS hashes, last_time FROM promisegraph.source_record`,
      (row) => (row.kind === UNDATED ? { ...row, last_time: null } : row),
    );
    said.parked_row = await textsOf(
      'SELECT provider_id, kind, location, reason FROM promisegraph.parked_row',
      (row) => row,
    );
    said.waiting = await textsOf('SELECT stamp FROM promisegraph.inbox_pending', (row) => row);
    said.refused = await textsOf('SELECT stamp, reason FROM promisegraph.inbox_parked', (row) => row);
    said.queue_entry = await textsOf('SELECT line_id, kind, site_id FROM promisegraph.queue_entry', (row) => row);
    return said;
  });
}

function valuesOf(state: Readonly<Record<string, Facet>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(state).map(([facet, { value }]) => [facet, value]));
}
