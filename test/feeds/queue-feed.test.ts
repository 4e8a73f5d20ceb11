import { expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../src/domain/feed-message.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { change, entered, left } from './memory-feed.ts';
import { ALL, AT_S1, feedOver, openFeed, read, readOne } from './open-feed.ts';

const linesOf = (messages: readonly QueueMessage[]) =>
  messages.flatMap(({ changes }) => changes.map(({ lineId }) => lineId));

test('who comes without a cursor first hears how things stand, then every change with both ranks', async () => {
  const { memory, feed } = openFeed();
  memory.appendQueue(entered('L1', 5), entered('L2', 9));
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);

  const first = await readOne(changes);
  memory.appendQueue(change('L1', { score: 20, previousScore: 5 }));
  const second = await readOne(changes);

  expect(first).toMatchObject({ changes: [], snapshot: [{ lineId: 'L2' }, { lineId: 'L1' }] });
  expect(second).toMatchObject({
    snapshot: null,
    changes: [{ change: 'moved', lineId: 'L1', score: 20, previousScore: 5, rank: 1, previousRank: 2 }],
  });
  expect(second.cursor).not.toBe(first.cursor);
});

test('who comes back hears what it missed, then what comes: no gap and nothing twice', async () => {
  const { memory, feed } = openFeed({ chunkSize: 3 });
  const before = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(before);
  memory.appendQueue(entered('L0', 1));
  const { cursor } = await readOne(before);
  await before.return?.();

  memory.appendQueue(...Array.from({ length: 10 }, (_, i) => entered(`L${i + 1}`, i)));
  const again = await feed.queueChanges(SYSTEM.rows, ALL, cursor);
  const missed = await read(again, 4);
  memory.appendQueue(entered('L11', 11));
  const rest = await read(again, 7);

  expect(linesOf([...missed, ...rest])).toEqual(Array.from({ length: 11 }, (_, i) => `L${i + 1}`));
});

test('who comes back to another process goes on just so', async () => {
  const { memory, feed } = openFeed();
  const before = await feed.queueChanges(SYSTEM.rows, ALL, null);
  const { cursor } = await readOne(before);
  memory.appendQueue(entered('L1', 1), entered('L2', 2));

  const elsewhere = await feedOver(memory).queueChanges(SYSTEM.rows, ALL, cursor);
  const missed = await read(elsewhere, 2);
  memory.appendQueue(left('L1', 1));

  expect(linesOf([...missed, await readOne(elsewhere)])).toEqual(['L1', 'L2', 'L1']);
});

test('each subscriber hears the changes of its own queue and site', async () => {
  const { memory, feed } = openFeed({ chunkSize: 3 });
  const everywhere = await feed.queueChanges(SYSTEM.rows, ALL, null);
  const atS1 = await feed.queueChanges(SYSTEM.rows, AT_S1, null);
  await Promise.all([readOne(everywhere), readOne(atS1)]);

  const appended = Array.from({ length: 20 }, (_, i) =>
    entered(`L${i}`, i, { siteId: i % 2 ? 'S1' : 'S2', kind: i % 5 ? 'release' : 'backorder' }),
  );
  memory.appendQueue(...appended);
  const expected = appended.filter(({ kind }) => kind === 'release');
  const heard = await read(everywhere, expected.length);
  const heardAtS1 = await read(atS1, expected.filter(({ siteId }) => siteId === 'S1').length);
  await feed.close();

  expect(linesOf(heard)).toEqual(expected.map(({ lineId }) => lineId));
  expect(heardAtS1.flatMap(({ changes }) => changes).every(({ siteId }) => siteId === 'S1')).toBe(true);
  expect((await everywhere.next()).done).toBe(true);
  expect((await atS1.next()).done).toBe(true);
});

test('one who watches the first lines hears of a line that is pushed out and of one that is let in', async () => {
  const { memory, feed } = openFeed();
  memory.appendQueue(entered('A', 30), entered('B', 20), entered('C', 10));
  const changes = await feed.queueChanges(SYSTEM.rows, { ...ALL, first: 2 }, null);
  const first = await readOne(changes);

  memory.appendQueue(change('C', { score: 40, previousScore: 10 }));
  memory.appendQueue(change('X', { change: 'entered', score: 5, previousScore: null }));
  memory.appendQueue(left('C', 40));

  expect(first.snapshot?.map(({ lineId }) => lineId)).toEqual(['A', 'B']);
  expect((await read(changes, 2)).map((message) => message.changes)).toEqual([
    [
      expect.objectContaining({ change: 'left', lineId: 'B', rank: null, previousRank: 2 }),
      expect.objectContaining({ change: 'entered', lineId: 'C', rank: 1, previousRank: null }),
    ],
    [
      expect.objectContaining({ change: 'left', lineId: 'C', rank: null, previousRank: 1 }),
      expect.objectContaining({ change: 'entered', lineId: 'B', rank: 2, previousRank: null }),
    ],
  ]);
});

test.each([
  ['is deleted', 'no longer kept', (memory: ReturnType<typeof openFeed>['memory']) => memory.expire(1)],
  ['was begun anew', 'another', (memory: ReturnType<typeof openFeed>['memory']) => memory.beginAnew()],
])('a cursor is refused when what came after it %s, with one to start from', async (_, reason, spoil) => {
  const { memory, feed } = openFeed();
  const { cursor } = await readOne(await feed.queueChanges(SYSTEM.rows, ALL, null));
  memory.appendQueue(entered('L1', 1), entered('L2', 2), entered('L3', 3));
  spoil(memory);
  const other = feedOver(memory);

  const refused: unknown = await other.queueChanges(SYSTEM.rows, ALL, cursor).catch((error: unknown) => error);

  expect(refused).toMatchObject({
    code: 'RESYNC_REQUIRED',
    message: expect.stringContaining(reason) as string,
    details: { cursor: expect.any(String) as string },
  });
  const fresh = (refused as { details: { cursor: string } }).details.cursor;
  const again = await other.queueChanges(SYSTEM.rows, ALL, fresh);
  memory.appendQueue(entered('L4', 4));
  expect(linesOf([await readOne(again)])).toEqual(['L4']);
});

test('subscriptions end with RESYNC_REQUIRED when the feed is begun anew under them', async () => {
  const { memory, feed } = openFeed();
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(changes);

  memory.beginAnew();

  await expect(changes.next()).rejects.toMatchObject({ code: 'RESYNC_REQUIRED' });
});

test.each(['', 'nonsense', 'WyJyZWxlYXNlIHF1ZXVlIl0'])('what is no cursor is refused: %j', async (cursor) => {
  const { feed } = openFeed();

  await expect(feed.queueChanges(SYSTEM.rows, ALL, cursor)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('one who watches the first lines and missed too much, or what is compacted, gets the lines anew', async () => {
  const { memory, feed } = openFeed({ replayLimit: 3 });
  const window = { ...ALL, first: 2 };
  const { cursor } = await readOne(await feed.queueChanges(SYSTEM.rows, window, null));
  memory.appendQueue(entered('A', 1), entered('B', 2), entered('C', 3), entered('D', 4));

  const much = await readOne(await feed.queueChanges(SYSTEM.rows, window, cursor));
  memory.compact();
  memory.appendQueue(entered('E', 5));
  const compacted = await readOne(await feedOver(memory).queueChanges(SYSTEM.rows, window, cursor));

  expect(much.snapshot?.map(({ lineId }) => lineId)).toEqual(['D', 'C']);
  expect(compacted.snapshot?.map(({ lineId }) => lineId)).toEqual(['E', 'D']);
});

test('entries that come close together are read together, and one that comes after a while is read at once', async () => {
  const { memory, feed } = openFeed({ paceMs: 400, pollMs: 60_000 });
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(changes);
  await new Promise((resolve) => setTimeout(resolve, 450));
  const before = memory.calls.after;

  for (let i = 0; i < 20; i += 1) {
    memory.appendQueue(entered(`L${i}`, i));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const read20 = linesOf(await read(changes, 20));

  expect(read20).toEqual(Array.from({ length: 20 }, (_, i) => `L${i}`));
  expect(memory.calls.after - before).toBeLessThan(10);
});

test('a failing read is tried again and no change is lost or told twice', async () => {
  const { memory, feed } = openFeed();
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(changes);

  memory.fail(new Error('connection lost'));
  memory.appendQueue(entered('L2', 2));
  const before = memory.calls.after;
  await vi.waitFor(() => expect(memory.calls.after).toBeGreaterThan(before + 2));
  memory.fail(null);
  memory.appendQueue(entered('L3', 3));

  expect(linesOf(await read(changes, 2))).toEqual(['L2', 'L3']);
});

test('nothing is read while nobody listens, and the queues are read again for who comes then', async () => {
  const { memory, feed } = openFeed();
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(changes);
  await changes.return?.();
  const before = memory.calls.after;

  memory.appendQueue(entered('L1', 1));
  await vi.waitFor(() => expect(memory.calls.after).toBeGreaterThan(before + 1));

  expect(memory.calls.entriesRead).toBe(0);
  const again = await feed.queueChanges(SYSTEM.rows, ALL, null);
  expect((await readOne(again)).snapshot?.map(({ lineId }) => lineId)).toEqual(['L1']);
  expect(memory.calls.queues).toBe(2);
});

test('two thousand who come back at once from anywhere read each page of the feed about once', async () => {
  const { memory, feed } = openFeed({ chunkSize: 20 });
  const watching = await feed.queueChanges(SYSTEM.rows, ALL, null);
  const cursors = [(await readOne(watching)).cursor];
  memory.appendQueue(...Array.from({ length: 100 }, (_, i) => entered(`L${i}`, i)));
  for (const { cursor } of await read(watching, 99)) cursors.push(cursor);
  const other = feedOver(memory, { chunkSize: 20 });
  const before = memory.calls.after;

  const heard = await Promise.all(
    Array.from({ length: 2_000 }, async (_, i) => {
      const again = await other.queueChanges(SYSTEM.rows, ALL, cursors[i % 100] ?? '');
      return linesOf(await read(again, 100 - (i % 100)));
    }),
  );

  for (const [i, lines] of heard.entries())
    expect(lines).toEqual(Array.from({ length: 100 - (i % 100) }, (_, n) => `L${(i % 100) + n}`));
  expect(memory.calls.after - before).toBeLessThan(20);
});

test('closing ends every subscription and stops listening', async () => {
  const { memory, feed } = openFeed();
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(changes);
  const waiting = changes.next();

  await feed.close();

  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(memory.listeners()).toBe(0);
});
