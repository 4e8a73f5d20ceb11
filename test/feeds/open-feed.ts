import { onTestFinished } from 'vitest';
import { createChangeFeed, type ChangeFeed, type ChangeFeedOptions } from '../../src/feeds/change-feed.ts';
import { silentLog } from '../../src/log.ts';
import { memoryFeed, type MemoryFeed } from './memory-feed.ts';

export const ALL = { kind: 'release', siteId: null, first: null } as const;
export const AT_S1 = { kind: 'release', siteId: 'S1', first: null } as const;

/** A change feed over a memory feed; closed when the test is over. */
export function openFeed(options: Partial<ChangeFeedOptions> = {}): { memory: MemoryFeed; feed: ChangeFeed } {
  const memory = memoryFeed();
  return { memory, feed: feedOver(memory, options) };
}

/** Another replica over the same feed. */
export function feedOver(memory: MemoryFeed, options: Partial<ChangeFeedOptions> = {}): ChangeFeed {
  const feed = createChangeFeed(memory.source, {
    log: silentLog,
    now: () => '2026-01-01T00:00:00.000Z',
    pollMs: 50,
    paceMs: 0,
    retryMs: { first: 5, longest: 20 },
    ...options,
  });
  onTestFinished(() => feed.close());
  return feed;
}

export type Messages<M> = AsyncIterator<M, undefined>;

/** The next messages; fewer when it ends before. */
export async function read<M>(messages: Messages<M>, count: number): Promise<M[]> {
  const found: M[] = [];
  while (found.length < count) {
    const result = await messages.next();
    if (result.done) break;
    found.push(result.value);
  }
  return found;
}

/** The next message. Throws when there is none. */
export async function readOne<M>(messages: Messages<M>): Promise<M> {
  const [message] = await read(messages, 1);
  if (message === undefined) throw new Error('the subscription ended');
  return message;
}
