import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { postgres } from '../../../plugins/postgres/index.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import type { HostedProvider } from '../../../src/providers/host.ts';
import { silentLog } from '../../../src/log.ts';
import type { ConfiguredProvider } from '../../../src/providers/index.ts';

export type Settings = Parameters<typeof postgres>[0];

/** A small shop's tables in a schema of their own on the test server, and a role that may read them and nothing more. */
export interface Shop {
  readonly schema: string;
  readonly password: string;
  /** As the role that may only read. */
  readonly url: string;
  /** As the owner of the tables. */
  readonly sql: (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
  /** A session of the owner's own, to leave a transaction open in. */
  readonly session: () => Promise<pg.Client>;
  /** Puts back the rows that every test starts from. */
  readonly fill: () => Promise<void>;
  readonly settings: (changed?: Partial<Settings>) => Settings;
  readonly open: (changed?: Partial<Settings>) => HostedProvider;
  readonly close: () => Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const name = `shop_${randomBytes(5).toString('hex')}`;
  const password = `pw-${randomBytes(9).toString('hex')}`;
  const owner = new pg.Client({ connectionString: inject('databaseUrl') });
  await owner.connect();
  const closers: (() => Promise<unknown>)[] = [];
  const at = new URL(inject('databaseUrl'));
  at.username = name;
  at.password = password;

  await owner.query(`
    CREATE ROLE ${name} LOGIN PASSWORD '${password}';
    CREATE SCHEMA ${name};
    SET search_path = ${name};
    CREATE TABLE orders (number text PRIMARY KEY, customer text NOT NULL, placed timestamptz NOT NULL,
      cancelled boolean NOT NULL DEFAULT false, changed timestamptz NOT NULL);
    CREATE TABLE lines (number text NOT NULL, line int NOT NULL, item text NOT NULL, qty numeric NOT NULL, price numeric,
      promised date, changed timestamptz NOT NULL, PRIMARY KEY (number, line));
    CREATE TABLE stock (item text NOT NULL, site text NOT NULL, qty numeric NOT NULL, PRIMARY KEY (item, site));
    CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, tier text, changed timestamp NOT NULL);
    CREATE VIEW order_lines AS SELECT o.number, customer, placed, cancelled, line, item, qty, price, promised,
      greatest(o.changed, max(l.changed) OVER (PARTITION BY o.number)) AS changed
      FROM orders o JOIN lines l USING (number) WHERE number <> 'HIDDEN';
    GRANT USAGE ON SCHEMA ${name} TO ${name};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${name} TO ${name};`);

  const settings = (changed: Partial<Settings> = {}): Settings => ({
    id: 'erp',
    url: at.href,
    zone: 'UTC',
    currency: 'EUR',
    uom: 'EA',
    pageRows: 3,
    records: recordsOf(name),
    ...changed,
  });

  return {
    schema: name,
    password,
    url: at.href,
    sql: (text, values) => owner.query(text, values),
    session: async () => {
      const client = new pg.Client({ connectionString: inject('databaseUrl') });
      closers.push(() => client.end());
      await client.connect();
      await client.query(`SET search_path = ${name}`);
      return client;
    },
    fill: async () => void (await owner.query(ROWS)),
    settings,
    open: (changed) => {
      const host = createHost([configured(settings(changed))], {
        baseDir: '.',
        now: () => new Date().toISOString(),
        log: silentLog,
        patience: { retries: 0 },
      });
      closers.push(host.close);
      return host.get('erp');
    },
    close: async () => {
      for (const close of closers) await close();
      await owner.query(`DROP SCHEMA ${name} CASCADE; DROP OWNED BY ${name}; DROP ROLE ${name}`);
      await owner.end();
    },
  };
}

export function configured(settings: Settings): ConfiguredProvider {
  return postgres(settings);
}

/** The shop's mapping; `where` leaves rows out of every kind. */
export function recordsOf(schema: string, where = 'true'): Settings['records'] {
  return {
    order: {
      query: `SELECT * FROM ${schema}.order_lines WHERE ${where}`,
      cursor: { time: 'changed', id: ['number', 'line'] },
      overlapMs: 60_000,
      channel: `${schema}_orders`,
      fields: {
        id: 'number',
        customerId: 'customer',
        placedAt: 'placed',
        cancelled: 'cancelled',
        changedAt: 'changed',
      },
      line: { lineNumber: 'line', itemId: 'item', quantity: 'qty', value: 'price', promisedDeliverBy: 'promised' },
    },
    inventory: {
      ...(where === 'true' ? { view: `${schema}.stock` } : { query: `SELECT * FROM ${schema}.stock WHERE ${where}` }),
      fields: { itemId: 'item', siteId: 'site', onHand: 'qty' },
    },
    customer: {
      query: `SELECT id, name, tier, changed FROM ${schema}.customers WHERE ${where} -- of any tier`,
      cursor: { time: 'changed' },
      fields: { id: 'id', name: 'name', tier: 'tier', changedAt: 'changed' },
    },
  };
}

const ROWS = `
  TRUNCATE orders, lines, stock, customers;
  INSERT INTO orders SELECT 'SO-' || n, 'C' || n % 3, '2026-01-05 08:00+01', false, timestamptz '2026-01-06 10:00Z' + n * interval '1 microsecond'
    FROM generate_series(1, 6) n;
  INSERT INTO orders VALUES ('HIDDEN', 'C1', '2026-01-05Z', false, '2026-01-06Z');
  INSERT INTO lines SELECT number, line, 'bolt', 1.5 * line, 12.34, '2026-02-01', '2026-01-06 09:00Z' FROM orders, generate_series(1, 2) line;
  INSERT INTO stock SELECT 'item' || n, site, n FROM generate_series(1, 4) n, unnest(ARRAY['BER', '50%@x']) site;
  INSERT INTO customers SELECT n, 'Customer ' || n, 'gold', timestamp '2026-01-06 10:00' + n * interval '1 second'
    FROM generate_series(1, 5) n;`;
