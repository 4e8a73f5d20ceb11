import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deed } from '../../src/domain/audit.ts';
import { checkAudit } from '../../src/domain/verify-audit.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

const deed = (given: Partial<Deed> = {}): Deed => ({
  actor: { id: 'user:idp|ann', kind: 'user', name: 'Ann' },
  action: 'key.create',
  target: { kind: 'key', id: 'k1' },
  address: '203.0.113.9',
  transport: 'http',
  before: null,
  after: { label: 'Acme' },
  ...given,
});

async function faults() {
  const check = checkAudit();
  for await (const entries of book.store.audit.read()) check.take(entries);
  return check.end();
}

describe('the audit log', () => {
  it('is empty at first, and holds deeds in order, whatever texts and values they carry', async () => {
    const { audit } = book.store;
    expect(await audit.head()).toMatchObject({ sequence: 0 });

    await book.store.transaction(({ audit: tx }) => tx.append([]));
    await book.store.transaction(async ({ audit: tx }) => {
      await tx.append([deed(), deed({ target: null, address: null })]);
      await tx.append([
        deed({
          actor: { id: 'x\0y', kind: 'key', name: '"\n\ud800é' },
          before: { z: 1e21, a: [0.1, -0, '\0', null], 'k\u2028': { __proto__: null, b: true } },
          after: JSON.parse('{"__proto__":{"x":1},"n":12345678901234567890,"s":"\\\\u0000"}'),
        }),
      ]);
    });

    expect(await faults()).toMatchObject({ count: 3, faults: [], head: await audit.head() });
    expect((await audit.page({ first: 1, after: null })).items[0]?.value).toMatchObject({
      sequence: 3,
      actor: { id: 'x\ufffdy', name: '"\n\ufffdé' },
    });
  });

  it('holds what was done and nothing of what was not: it stands and falls with the transaction', async () => {
    const before = await book.store.audit.head();

    const failed = book.store.transaction(async ({ audit }) => {
      await audit.append([deed()]);
      throw new Error('no');
    });

    await expect(failed).rejects.toThrow('no');
    expect(await book.store.audit.head()).toEqual(before);
  });

  it('stays one chain when many write at once', async () => {
    const { sequence } = await book.store.audit.head();

    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        book.store.transaction(({ audit }) => audit.append([deed(), deed({ action: `deed.${index}` })])),
      ),
    );

    expect(await faults()).toMatchObject({ faults: [], head: { sequence: sequence + 24 } });
  });

  it('lists newest first, by who, what, to what and when, page by page', async () => {
    const { audit, transaction } = book.store;
    await transaction((tx) => tx.audit.append([1, 2, 3].map((n) => deed({ action: 'list.me', after: n }))));

    const first = await audit.page({ action: 'list.me', first: 2, after: null });
    const rest = await audit.page({ action: 'list.me', first: 2, after: first.items[1]?.position ?? null });
    const none = await Promise.all(
      [{ actorId: 'nobody' }, { targetKind: 'x' }, { targetId: 'x' }, { from: '2999-01-01T00:00:00.000Z' }].map(
        (filter) => audit.page({ ...filter, first: 9, after: null }),
      ),
    );

    expect([first, rest].map(({ items, hasNext }) => [items.map(({ value }) => value.after), hasNext])).toEqual([
      [[3, 2], true],
      [[1], false],
    ]);
    expect(none.flatMap(({ items }) => items)).toEqual([]);
    await expect(audit.page({ first: 1, after: ['x'] })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it.each(['UPDATE audit_entry SET action = action', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'lets nobody change it: %s is refused, to a superuser too, and where replication writes',
    async (statement) => {
      const client = new pg.Client({ connectionString: book.connectionString });
      await client.connect();
      try {
        await client.query(`SET search_path TO ${book.schema}; SET session_replication_role = replica`);
        await expect(client.query(statement)).rejects.toThrow('takes new entries only');
      } finally {
        await client.end();
      }
    },
  );
});
