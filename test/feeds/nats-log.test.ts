import { expect, onTestFinished, test, vi } from 'vitest';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { createChangeFeed } from '../../src/feeds/change-feed.ts';
import { createNatsLog, type Lead, type NatsLog } from '../../src/feeds/nats-log.ts';
import { silentLog } from '../../src/log.ts';
import { createNatsServer, hasNats } from '../support/nats.ts';
import { entered, memoryFeed, type MemoryFeed } from './memory-feed.ts';
import { ALL, read, readOne } from './open-feed.ts';

const always: Lead = (work) => {
  const stopping = new AbortController();
  const done = work(stopping.signal);
  return { stop: async () => (stopping.abort(), done) };
};
const never: Lead = () => ({ stop: async () => undefined });

async function replica(memory: MemoryFeed, url: string, lead: Lead) {
  const nats: NatsLog = createNatsLog(memory.source, { url, book: 'test', log: silentLog, lead, retryMs: 50 });
  const feed = createChangeFeed(
    { ...nats, queuesNow: memory.source.queuesNow },
    { log: silentLog, now: () => '2026-01-01T00:00:00.000Z', pollMs: 300, retryMs: { first: 5, longest: 20 } },
  );
  onTestFinished(async () => {
    await feed.close();
    await nats.close();
  });
  return { feed, nats };
}

test.skipIf(!hasNats())(
  'replicas follow the stream, go on without it, and with it again once it is back and empty: nothing lost, nothing twice',
  async () => {
    const server = await createNatsServer();
    onTestFinished(async () => {
      await server.kill();
      server.wipe();
    });
    await server.start();
    const memory = memoryFeed();
    const leader = await replica(memory, server.url, always);
    const other = await replica(memory, server.url, never);
    const isBack = () => expect([leader.nats.isFollowing(), other.nats.isFollowing()]).toEqual([true, true]);
    await vi.waitFor(isBack, { timeout: 10_000 });
    const changes = await other.feed.queueChanges(SYSTEM.rows, ALL, null);
    const { cursor } = await readOne(changes);
    const heard: string[] = [];
    let told = 0;
    const tell = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) memory.appendQueue(entered(`L${told++}`, told));
      for (const message of await read(changes, count)) heard.push(message.changes[0]?.lineId ?? '');
    };

    await tell(20);
    await server.kill();
    await tell(20);
    server.wipe();
    await server.start();
    await vi.waitFor(isBack, { timeout: 10_000 });
    await tell(20);

    const expected = Array.from({ length: 60 }, (_, i) => `L${i}`);
    expect(heard).toEqual(expected);
    const resumed = await leader.feed.queueChanges(SYSTEM.rows, ALL, cursor);
    expect((await read(resumed, 60)).map((message) => message.changes[0]?.lineId)).toEqual(expected);
  },
);

test('without NATS everything comes from the database', async () => {
  const memory = memoryFeed();
  const { feed } = await replica(memory, 'nats://127.0.0.1:9', never);
  const changes = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await readOne(changes);

  memory.appendQueue(entered('L1', 1));

  expect((await readOne(changes)).changes[0]?.lineId).toBe('L1');
});
