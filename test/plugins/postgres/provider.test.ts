import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckedPage, HostedProvider } from '../../../src/providers/host.ts';
import { keyOf, type ChangeHint, type Cursor, type RecordKind } from '../../../src/providers/index.ts';
import { openShop, recordsOf, type Settings, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.fill());

async function readAll(provider: HostedProvider, kind: RecordKind, cursor: Cursor = null): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read(kind, cursor, new AbortController().signal)) pages.push(page);
  return pages;
}

function keysIn(pages: readonly CheckedPage[]): string[] {
  return pages.flatMap(({ records }) => records.map(({ record }) => keyOf(record)));
}

/** The mapping with one kind alone, changed. */
function only(kind: RecordKind, changed: object): Partial<Settings> {
  const records: Readonly<Record<string, unknown>> = { ...recordsOf(shop.schema) };
  return { records: { [kind]: { ...Object(records[kind]), ...changed } } };
}

describe('reading', () => {
  it('makes records of rows, rows of one order its lines, and keeps numbers and instants', async () => {
    const [page] = await readAll(shop.open({ pageRows: 100 }), 'order');

    expect(page?.unreadable).toEqual([]);
    expect(page?.records[0]).toMatchObject({
      location: expect.stringMatching(/^order query:SO-1\/1$/),
      record: {
        id: 'SO-1',
        customerId: 'C1',
        placedAt: '2026-01-05T07:00:00.000Z',
        cancelled: false,
        lines: [
          { lineNumber: '1', itemId: 'bolt', quantity: { value: 1.5, uom: 'EA' }, value: { amountMinor: 1234 } },
          { lineNumber: '2', quantity: { value: 3, uom: 'EA' }, promisedDeliverBy: '2026-02-01T23:59:59.999Z' },
        ],
      },
    });
    expect(keysIn([page ?? expect.fail()])).toEqual(['SO-1', 'SO-2', 'SO-3', 'SO-4', 'SO-5', 'SO-6']);
  });

  it('tells times apart that differ by a microsecond, and keeps them in its cursor', async () => {
    const provider = shop.open({ pageRows: 2 });

    const pages = await readAll(provider, 'order');

    expect(pages[0]?.cursor).toMatchObject({ at: '2026-01-06T10:00:00.000001Z', last: { ties: ['SO-1', '2'] } });
    expect(keysIn(await readAll(provider, 'order', pages[0]?.cursor))).toEqual(keysIn(pages.slice(1)));
  });

  it('reads anew once the mapping has changed', async () => {
    const cursor = (await readAll(shop.open(), 'customer')).at(-1)?.cursor ?? null;

    const same = await readAll(shop.open(), 'customer', cursor);
    const other = await readAll(shop.open(only('customer', { fields: { id: 'id', name: 'id' } })), 'customer', cursor);

    expect(keysIn(same)).toEqual([]);
    expect(keysIn(other)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('is not led ahead by a row that bears a time to come', async () => {
    await shop.sql("UPDATE customers SET changed = '2999-01-01' WHERE id = 4");
    const provider = shop.open();
    const cursor = (await readAll(provider, 'customer')).at(-1)?.cursor ?? null;

    await shop.sql("UPDATE customers SET changed = clock_timestamp() AT TIME ZONE 'UTC' WHERE id = 2");

    expect(keysIn(await readAll(provider, 'customer', cursor))).toContain('2');
  });

  it('sets a row aside that cannot be a record, and reads the others', async () => {
    await shop.sql("UPDATE customers SET name = '' WHERE id = 3");

    const pages = await readAll(shop.open(), 'customer');

    expect(keysIn(pages)).toEqual(['1', '2', '4', '5']);
    expect(pages.flatMap(({ unreadable }) => unreadable)).toMatchObject([
      { location: 'customer query:3', reason: 'customer: name: expected a value, came nothing', payload: { id: '3' } },
    ]);
  });

  it('takes names as they are, whatever they hold', async () => {
    await shop.sql(`CREATE OR REPLACE VIEW "odd ""view; --" AS SELECT id, name AS "na""me'); --" FROM customers`);
    await shop.sql(`GRANT SELECT ON "odd ""view; --" TO ${shop.schema}`);
    const records = {
      customer: { view: `${shop.schema}.odd "view; --`, fields: { id: 'id', name: `na"me'); --` } },
    };

    expect(keysIn(await readAll(shop.open({ records }), 'customer'))).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('a source that would lose rows', () => {
  it('is refused when rows cannot be told apart at the edge of a page', async () => {
    await shop.sql("UPDATE lines SET changed = '2026-01-06Z'");
    const provider = shop.open({ pageRows: 1, ...only('order', { cursor: { time: 'changed', id: 'number' } }) });

    await expect(readAll(provider, 'order')).rejects.toThrow(/expected rows that `cursor` tells apart/);
  });

  it('is refused when a row has no time', async () => {
    const query = `SELECT id, name, tier, nullif(changed, timestamp '2026-01-06 10:00:02') AS changed FROM ${shop.schema}.customers`;
    const provider = shop.open(only('customer', { query }));

    await expect(readAll(provider, 'customer')).rejects.toThrow(/expected a time in column "changed" of every row/);
    expect(await provider.check()).toMatchObject({ ok: false, problem: expect.stringMatching(/use coalesce/) });
  });
});

describe('every connection', () => {
  it('reads only, even where the role and the query could write', async () => {
    await shop.sql(`CREATE OR REPLACE FUNCTION touch() RETURNS int LANGUAGE sql SECURITY DEFINER AS
      'INSERT INTO ${shop.schema}.customers VALUES (99, ''x'', null, now()) RETURNING 1'`);
    const query = `SELECT id, name, tier, changed FROM ${shop.schema}.customers WHERE ${shop.schema}.touch() = 1`;

    await expect(readAll(shop.open(only('customer', { query })), 'customer')).rejects.toThrow(/read-only transaction/);
    expect((await shop.sql('SELECT 1 FROM customers WHERE id = 99')).rows).toEqual([]);
  });

  it('has statements that take too long ended by the server', async () => {
    const query = `SELECT id, name, tier, changed FROM ${shop.schema}.customers, pg_sleep(20)`;
    const provider = shop.open({ statementTimeoutMs: 20, ...only('customer', { query }) });

    await expect(readAll(provider, 'customer')).rejects.toThrow(/statement timeout/);
  });
});

describe('looking up', () => {
  it('finds an order with all its lines, and stock by item and site', async () => {
    const { lookup } = shop.open();

    expect(await lookup?.('order', ['SO-2'])).toMatchObject([
      { id: 'SO-2', lines: [{ lineNumber: '1' }, { lineNumber: '2' }] },
    ]);
    expect(await lookup?.('inventory', ['item3@50%25%40x', 'item3@50%@x', 'item3'])).toMatchObject([
      { itemId: 'item3', siteId: '50%@x', onHand: { value: 3 } },
      null,
      null,
    ]);
  });

  it.each(["1'); DROP TABLE customers; --", '01', '1.0', ' 1', '99999999999999999999', '1\0', '{1,2}'])(
    'finds nothing by %j where keys are numbers, and is not led astray by it',
    async (key) => {
      expect(await shop.open().lookup?.('customer', [key, '1'])).toMatchObject([null, { id: '1' }]);
    },
  );
});

describe('listening', () => {
  it('hints at all that it listens for at first, then at what it is told', async () => {
    const stop = new AbortController();
    const hints: (readonly ChangeHint[])[] = [];
    let tell = (): void => undefined;
    const told = (count: number) =>
      new Promise<void>((resolve) => {
        tell = () => void (hints.length >= count && resolve());
        tell();
      });

    const listening = shop.open().listen?.((came) => {
      hints.push(came);
      tell();
    }, stop.signal);
    await told(1);
    await shop.sql(`SELECT pg_notify('${shop.schema}_orders', 'SO-3'), pg_notify('${shop.schema}_orders', '')`);
    await told(3);
    stop.abort();
    await listening;

    expect(hints).toEqual([[{ kind: 'order' }], [{ kind: 'order', keys: ['SO-3'] }], [{ kind: 'order' }]]);
  });
});

describe('what it says of itself', () => {
  it('knows from the server how exact each time is', async () => {
    await shop.sql('ALTER TABLE customers ALTER changed TYPE timestamp(3)');

    const found = await shop.open().discover();
    await shop.sql('ALTER TABLE customers ALTER changed TYPE timestamp');

    expect(found.map(({ kind, key, cursor, precisionMs, sweep }) => [kind, key, cursor, precisionMs, sweep])).toEqual([
      ['customer', 'id', 'changed', 1, 'keys'],
      ['order', 'number', 'changed', 0.001, 'keys'],
      ['inventory', 'item, site', null, null, 'records'],
    ]);
  });

  it.each([
    ['both a view and a query', 'customer', { view: 'customers' }, /expected either `view` or `query`/],
    [
      'a key that is made in the mapping',
      'customer',
      { fields: { id: { template: '{id}-x' }, name: 'name' } },
      /as it is/,
    ],
    ['a file', 'customer', { fields: { id: 'id', name: { column: 'name', file: 'x' } } }, /join in a query/],
    ['an unknown member', 'customer', { table: 'customers' }, /expected no such field, came "table"/],
    ['a required field left out', 'customer', { fields: { id: 'id' } }, /fields\.name: missing/],
  ] as const)('refuses %s', (_what, kind, changed, problem) => {
    expect(() => shop.open(only(kind, changed))).toThrow(problem);
  });

  it('says which column is not there', async () => {
    const provider = shop.open(only('customer', { fields: { id: 'id', name: 'nmae' } }));

    expect(await provider.check()).toMatchObject({ ok: false, problem: expect.stringMatching(/nmae does not exist/) });
  });
});
