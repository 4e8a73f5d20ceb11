import { afterEach, expect, test, vi } from 'vitest';
import type { QueueChangeMessage } from '../../src/domain/feed.ts';
import { createQueueFeed, type QueueFeed, type QueueFeedOptions } from '../../src/feeds/queue-feed.ts';
import { silentLog } from '../../src/log.ts';
import { change, memoryFeed } from './memory-feed.ts';

const ALL = { kind: 'release', siteId: null } as const;
const AT_S1 = { kind: 'release', siteId: 'S1' } as const;

let open: QueueFeed[] = [];
afterEach(async () => {
  await Promise.all(open.map((feed) => feed.close()));
  open = [];
});

async function started(options: Partial<QueueFeedOptions> = {}) {
  const memory = memoryFeed();
  const feed = createQueueFeed(memory.source, {
    log: silentLog,
    pollMs: 50,
    retryMs: { first: 5, longest: 20 },
    ...options,
  });
  open.push(feed);
  await vi.waitFor(() => expect(memory.calls.end).toBeGreaterThan(0));
  return { memory, feed };
}

async function read(
  changes: AsyncIterator<QueueChangeMessage, undefined>,
  count: number,
): Promise<QueueChangeMessage[]> {
  const messages: QueueChangeMessage[] = [];
  while (messages.length < count) {
    const result = await changes.next();
    if (result.done) break;
    messages.push(result.value);
  }
  return messages;
}

test('a change reaches a subscriber with its new rank', async () => {
  const { memory, feed } = await started();
  const changes = feed.changes(ALL);

  memory.append(change('L1', { change: 'entered', score: 5, previousScore: null }));

  expect(await read(changes, 1)).toEqual([
    {
      change: 'entered',
      lineId: 'L1',
      kind: 'release',
      siteId: 'S1',
      score: 5,
      previousScore: null,
      rank: 1,
      at: '2026-01-01T00:00:00.000Z',
    },
  ]);
});

test('what was appended before anyone listened is not told', async () => {
  const { memory, feed } = await started();
  memory.append(change('old'));
  await vi.waitFor(() => expect(memory.calls.end).toBeGreaterThan(1));

  const changes = feed.changes(ALL);
  memory.append(change('new'));

  expect((await read(changes, 1))[0]?.lineId).toBe('new');
});

test('each subscriber hears the changes of its own queue and site, in commit order, each once', async () => {
  const { memory, feed } = await started({ chunkSize: 3 });
  const everywhere = feed.changes(ALL);
  const atS1 = feed.changes(AT_S1);

  const appended = Array.from({ length: 20 }, (_, i) =>
    change(`L${i}`, { siteId: i % 2 ? 'S1' : 'S2', kind: i % 5 ? 'release' : 'backorder' }),
  );
  memory.append(...appended);
  const expected = appended.filter(({ kind }) => kind === 'release');
  const heard = await read(everywhere, expected.length);
  const heardAtS1 = await read(atS1, expected.filter(({ siteId }) => siteId === 'S1').length);
  await feed.close();

  expect(heard.map(({ lineId }) => lineId)).toEqual(expected.map(({ lineId }) => lineId));
  expect(heardAtS1.every(({ siteId }) => siteId === 'S1')).toBe(true);
  expect((await everywhere.next()).done).toBe(true);
  expect((await atS1.next()).done).toBe(true);
});

test('ranks are read once for each queue that is watched and each chunk, and never for lines that left', async () => {
  const { memory, feed } = await started();
  const watching = [feed.changes(ALL), feed.changes(ALL), feed.changes(AT_S1), feed.changes(AT_S1)];

  memory.append(
    change('L1'),
    change('L1'),
    change('L2', { siteId: 'S2' }),
    change('L3', { change: 'left', score: null }),
  );
  const [first] = await Promise.all(watching.map((changes) => read(changes, 3)));

  expect(memory.calls.ranks).toEqual([
    { kind: 'release', siteId: null, lineIds: ['L1', 'L2'] },
    { kind: 'release', siteId: 'S1', lineIds: ['L1'] },
  ]);
  expect(first?.map(({ rank }) => rank)).toEqual([1, 1, 2]);
});

test('nothing is read from the feed while nobody listens', async () => {
  const { memory, feed } = await started();
  const changes = feed.changes(ALL);
  memory.append(change('L1'));
  await read(changes, 1);
  await changes.return?.();
  const before = { after: memory.calls.after, end: memory.calls.end };

  memory.append(change('L2'));
  await vi.waitFor(() => expect(memory.calls.end).toBeGreaterThan(before.end + 1));

  expect(memory.calls.after).toBeLessThanOrEqual(before.after + 1); // one look may have been under way
  expect(memory.calls.ranks).toHaveLength(1);
});

test('a slow subscriber holds up no other and ends with a clear error once it is too far behind', async () => {
  const { memory, feed } = await started({ bufferLimit: 10 });
  const slow = feed.changes(ALL);
  const quick = feed.changes(ALL);

  for (let i = 0; i < 50; i += 1) {
    memory.append(change(`L${i}`));
    expect((await read(quick, 1))[0]?.lineId).toBe(`L${i}`);
  }

  await expect(slow.next()).rejects.toMatchObject({ code: 'SUBSCRIBER_TOO_SLOW' });
});

test('a slow subscriber of few lines gets the newest change of each line', async () => {
  const { memory, feed } = await started({ bufferLimit: 10 });
  const slow = feed.changes(ALL);
  const quick = feed.changes(ALL);

  for (let i = 0; i < 50; i += 1) {
    memory.append(change(`L${i % 3}`, { score: i }));
    await read(quick, 1);
  }

  expect((await read(slow, 3)).map(({ score }) => score)).toEqual([47, 48, 49]);
});

test('a failing read is tried again and no change is lost or told twice', async () => {
  const { memory, feed } = await started();
  const changes = feed.changes(ALL);
  memory.append(change('L1'));
  await read(changes, 1);

  memory.fail(new Error('connection lost'));
  memory.append(change('L2'));
  await vi.waitFor(() => expect(memory.calls.after).toBeGreaterThan(4));
  memory.fail(null);
  memory.append(change('L3'));

  expect((await read(changes, 2)).map(({ lineId }) => lineId)).toEqual(['L2', 'L3']);
});

test('an entry that came into sight without a wake-up is found by the next look', async () => {
  const memory = memoryFeed();
  const deaf = { ...memory.source, onAppend: async () => async () => undefined };
  const feed = createQueueFeed(deaf, { log: silentLog, pollMs: 20 });
  open.push(feed);
  await vi.waitFor(() => expect(memory.calls.end).toBeGreaterThan(0));
  const changes = feed.changes(ALL);

  memory.append(change('L1'));

  expect(await read(changes, 1)).toHaveLength(1);
});

test('closing ends every subscription and stops listening', async () => {
  const { memory, feed } = await started();
  const waiting = feed.changes(ALL).next();

  await feed.close();

  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(memory.listeners()).toBe(0);
});

test('a subscription to a closed feed is over at once', async () => {
  const { feed } = await started();
  await feed.close();

  expect(await feed.changes(ALL).next()).toEqual({ value: undefined, done: true });
});
