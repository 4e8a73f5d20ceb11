import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doer } from '../../src/domain/audit.ts';
import { listAudit } from '../../src/operations/list-audit.ts';
import { recordDeed } from '../../src/operations/record-deed.ts';
import { verifyAudit } from '../../src/operations/verify-audit.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

const KEY = 'pgk_live_k1a2b3_Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OUFC';
const ANN: Doer = {
  viewer: { id: 'user:idp|ann', kind: 'user', name: `Ann ${KEY}` },
  address: '203.0.113.9',
  transport: 'websocket',
};

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

describe('a deed', () => {
  it('is written down with who, what, from where, before and after, and no secret', async () => {
    await book.store.transaction((tx) =>
      recordDeed(tx, ANN, {
        action: 'webhook.change',
        target: { kind: 'webhook', id: KEY },
        before: { secret: 'whsec_old', url: 'https://u:hunter2@partner.example/' },
        after: { nested: [{ token: 'hunter2' }], label: `was ${KEY}` },
      }),
    );

    const { items } = await listAudit(book, { first: 10, after: null });

    expect(items.map(({ value }) => value)).toMatchObject([
      {
        sequence: 1,
        actor: { id: 'user:idp|ann', kind: 'user', name: 'Ann pgk_[redacted]' },
        action: 'webhook.change',
        target: { kind: 'webhook', id: 'pgk_[redacted]' },
        address: '203.0.113.9',
        transport: 'websocket',
        before: { secret: '[redacted]', url: 'https://[redacted]@partner.example/' },
        after: { nested: [{ token: '[redacted]' }], label: 'was pgk_[redacted]' },
      },
    ]);
  });

  it('leaves a log that can be verified, with or without a head that was kept', async () => {
    const { head } = await verifyAudit(book, null);

    expect(await verifyAudit(book, head)).toMatchObject({ count: head.sequence, faults: [] });
    expect(await verifyAudit(book, { sequence: head.sequence + 1, hash: head.hash })).toMatchObject({
      faults: [{ problem: 'cut-off', sequence: head.sequence + 1 }],
    });
  });
});
