import { defineProvider, z } from '../../src/providers/index.ts';
import { createClient } from './client.ts';
import { AcmeConfig } from './config.ts';
import { toRecord } from './wire.ts';

const Cursor = z.object({ seq: z.int() });

/** Orders of an Acme system, by the number of their last change. */
export const acme = defineProvider({
  type: 'acme',
  module: import.meta.url,
  config: AcmeConfig,
  reads: () => ['order'],
  traits: () => ({ order: { key: 'number', cursor: 'seq', deletes: true } }),
  connect: createClient,

  async check(client, { signal }) {
    const orders = await client.changesAfter(0, signal);
    return { detail: orders.length > 0 ? 'Acme answers, and has orders' : 'Acme answers, and has no orders' };
  },

  async *read(client, _kind, cursor, { signal }) {
    let { seq } = cursor === null ? { seq: 0 } : Cursor.parse(cursor);
    for (;;) {
      const orders = await client.changesAfter(seq, signal);
      const last = orders.at(-1);
      if (!last) return;
      ({ seq } = last);
      yield {
        records: orders.filter(({ gone }) => !gone).map(toRecord),
        deletes: orders.filter(({ gone }) => gone).map(({ number }) => number),
        cursor: { seq },
      };
    }
  },

  async lookup(client, _kind, keys, { signal }) {
    const found = new Map((await client.ordersBy(keys, signal)).map((order) => [order.number, order]));
    return keys.map((key) => {
      const order = found.get(key);
      return order && !order.gone ? toRecord(order).record : null;
    });
  },
});
