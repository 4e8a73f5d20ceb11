import { afterAll, beforeAll, describe, it } from 'vitest';
import { describeConformance } from '../../../src/providers/index.ts';
import { configured, openShop, recordsOf, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describeConformance({ describe, it }, 'postgres', async () => {
  await shop.fill();
  const { sql, settings, url, schema } = shop;
  const at = (changed: string): string => Object.assign(new URL(url), { host: changed }).href;
  const stranger = new URL(url);
  stranger.username = 'nobody_at_all';
  stranger.password = 'wrong-password';

  return {
    provider: configured(settings()),
    secrets: [shop.password],
    unreachable: configured(settings({ url: at('127.0.0.1:1') })),
    wrongCredentials: configured(settings({ url: stranger.href })),
    empty: configured(settings({ records: recordsOf(schema, 'false') })),
    faulty: { upstream: url, through: (through) => configured(settings({ url: through })) },
    forbidden: { kind: 'order', key: 'HIDDEN' },
    change: async () => {
      await sql("UPDATE orders SET customer = 'C9', changed = clock_timestamp() WHERE number = 'SO-2'");
      return { kind: 'order', key: 'SO-2' };
    },
    // Stock has no time at all: only its content says that it changed.
    changeState: async () => {
      await sql("UPDATE stock SET qty = 77 WHERE item = 'item2' AND site = '50%@x'");
      return { kind: 'inventory', key: 'item2@50%25%40x' };
    },
    changeChild: async () => {
      await sql(
        "UPDATE lines SET promised = '2026-03-01', changed = clock_timestamp() WHERE number = 'SO-3' AND line = 2",
      );
      return { kind: 'order', key: 'SO-3' };
    },
    cancel: async () => {
      await sql("UPDATE orders SET cancelled = true, changed = clock_timestamp() WHERE number = 'SO-4'");
      return { kind: 'order', key: 'SO-4' };
    },
    remove: async () => {
      await sql("DELETE FROM orders WHERE number = 'SO-5'");
      return { kind: 'order', key: 'SO-5' };
    },
    sameTime: async () => {
      await sql("UPDATE customers SET name = name || '!', changed = '2026-01-07 12:00:00.123456'");
      return [1, 2, 3, 4, 5].map((id) => ({ kind: 'customer', key: String(id) }));
    },
    changeLate: async () => {
      const session = await shop.session();
      await session.query("BEGIN; UPDATE orders SET customer = 'C8', changed = now() WHERE number = 'SO-6'");
      return { kind: 'order', key: 'SO-6', commit: async () => void (await session.query('COMMIT')) };
    },
    expireSession: async () => {
      await sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [schema]);
    },
  };
});
