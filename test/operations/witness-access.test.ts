import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doer } from '../../src/domain/audit.ts';
import { SYSTEM, type Viewer } from '../../src/domain/viewer.ts';
import { silentLog } from '../../src/log.ts';
import { createAccessWitness } from '../../src/operations/witness-access.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

const PARTNER: Viewer = {
  ...{ kind: 'key', id: 'key:a1', name: 'Acme', grants: ['orders:read'], expiresAt: null },
  rows: { kind: 'partner', partner: 'acme', customerIds: ['c1'], siteIds: null, channels: null },
};
const FROM = { address: '203.0.113.9', transport: 'sse' } as const satisfies Omit<Doer, 'viewer'>;

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

async function written(): Promise<readonly unknown[]> {
  const { items } = await book.store.audit.page({ first: 500, after: null });
  return items.map(({ value: { action, actor, address, after } }) => [action, actor.id, address, after]);
}

describe('a witness', () => {
  it('writes down a share of what partners read, and nothing of what the house reads', async () => {
    let drawn = 0;
    const witness = createAccessWitness(
      { store: book.store, log: silentLog },
      { readSample: 0.5, random: () => (drawn++ % 4) / 4 },
    );

    for (let n = 0; n < 8; n += 1) witness.answered({ ...FROM, viewer: PARTNER }, `query q${n}`, []);
    witness.answered({ ...FROM, viewer: SYSTEM }, 'query all', []);
    await witness.close();

    expect(await written()).toEqual(
      ['q5', 'q4', 'q1', 'q0'].map((name) => [
        'data.read',
        'key:a1',
        '203.0.113.9',
        { of: 0.5, operation: `query ${name}` },
      ]),
    );
  });

  it('counts refusals, and is not flooded by them', async () => {
    const witness = createAccessWitness({ store: book.store, log: silentLog }, { readSample: 0, random: () => 0 });
    const before = (await written()).length;

    for (let n = 0; n < 50; n += 1) witness.turnedAway(FROM, 'UNAUTHENTICATED');
    witness.answered({ ...FROM, viewer: PARTNER }, 'mutation revokeApiKey', ['FORBIDDEN', 'NOT_FOUND']);
    for (let n = 0; n < 5_000; n += 1)
      witness.turnedAway({ ...FROM, address: `10.0.${n >> 8}.${n & 255}` }, 'FORBIDDEN');
    await witness.close();

    const all = await written();
    expect(all.length - before).toBe(201);
    expect(all.slice(0, -before)).toEqual(
      expect.arrayContaining([
        ['access.refuse', 'anonymous', '203.0.113.9', { code: 'UNAUTHENTICATED', count: 50, operation: null }],
        ['access.refuse', 'key:a1', '203.0.113.9', { code: 'FORBIDDEN', count: 1, operation: 'mutation revokeApiKey' }],
        ['access.refuse', 'anonymous', null, { code: 'FORBIDDEN', count: 4_802, operation: null }],
      ]),
    );
  });

  it('keeps what it cannot write, and never makes anyone wait or fail', async () => {
    let isAway = true;
    const transaction: typeof book.store.transaction = (work) =>
      isAway ? Promise.reject(new Error('away')) : book.store.transaction(work);
    const witness = createAccessWitness(
      { store: { ...book.store, transaction }, log: silentLog },
      { readSample: 1, random: () => 0 },
    );
    const { sequence } = await book.store.audit.head();

    witness.answered({ ...FROM, viewer: PARTNER }, 'query kept', ['FORBIDDEN']);
    await witness.flush();
    isAway = false;
    await witness.close();

    expect((await book.store.audit.head()).sequence).toBe(sequence + 2);
  });
});
