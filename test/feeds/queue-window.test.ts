import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePositions, FEED_START, type QueueChange } from '../../src/domain/feed.ts';
import type { QueueMessage } from '../../src/domain/feed-message.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { decodeCursor, encodeCursor } from '../../src/feeds/cursor.ts';
import { change, entered, left, memoryFeed, type MemoryFeed } from './memory-feed.ts';
import { feedOver, readOne, type Messages } from './open-feed.ts';

/** What a line does next: waits at a site with a score, or waits no more. */
const move = fc.record({
  line: fc.integer({ min: 0, max: 11 }),
  score: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 3 }),
  site: fc.constantFrom('S1', 'S2'),
});
const act = fc.oneof(
  { weight: 6, arbitrary: move.map((to) => ({ do: 'move', to }) as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'read' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'come back' } as const) },
);

test.each([
  ['at all sites', null],
  ['at one site', 'S1'],
])(
  'a list that is kept by applying the messages equals the queue at every cursor, %s, however often its client comes back',
  async (_, siteId) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (acts, first, bufferLimit) => {
          const memory = memoryFeed();
          const feed = feedOver(memory, { bufferLimit, chunkSize: 4, replayLimit: 12 });
          const watch = { kind: 'release', siteId, first } as const;
          const truth = new Map([[cursorNow(memory), [] as string[]]]);
          const client = { list: [] as string[], cursor: null as string | null };
          let messages: Messages<QueueMessage> = await feed.queueChanges(SYSTEM.rows, watch, null);
          apply(client, await readOne(messages));

          for (const one of acts) {
            switch (one.do) {
              case 'move':
                for (const data of changesOf(memory, one.to)) {
                  memory.appendQueue(data);
                  truth.set(cursorNow(memory), queueOf(memory, siteId, first));
                }
                break;
              case 'read':
                await readTo(client, messages, memory);
                expect(client.list).toEqual(queueOf(memory, siteId, first));
                break;
              case 'come back':
                await messages.return?.();
                messages = await feed.queueChanges(SYSTEM.rows, watch, client.cursor);
            }
            const then = client.cursor === null ? undefined : truth.get(client.cursor);
            if (then) expect(client.list).toEqual(then);
          }
          await readTo(client, messages, memory);
          expect(client.list).toEqual(queueOf(memory, siteId, first));
          await feed.close();
        },
      ),
      { numRuns: 150 },
    );
  },
  60_000,
);

interface ListClient {
  list: string[];
  cursor: string | null;
}

/** All that a client has to do. */
function apply(client: ListClient, { snapshot, changes, cursor }: QueueMessage): void {
  if (snapshot) client.list = snapshot.map(({ lineId }) => lineId);
  for (const { lineId, rank, previousRank } of changes) {
    if (previousRank !== null) expect(client.list.splice(previousRank - 1, 1)).toEqual([lineId]);
    if (rank !== null) client.list.splice(rank - 1, 0, lineId);
  }
  client.cursor = cursor;
}

/** Reads until it has come as far as the feed. */
async function readTo(client: ListClient, messages: Messages<QueueMessage>, memory: MemoryFeed): Promise<void> {
  memory.appendQueue(entered('Z', 99_999), left('Z', 99_999)); // everyone hears of it: it is first for a moment
  const last = memory.entries().at(-1)?.position ?? FEED_START;
  while (comparePositions(decodeCursor(client.cursor ?? '').position, last) < 0) apply(client, await readOne(messages));
}

/** The cursor of the last entry. */
function cursorNow(memory: MemoryFeed): string {
  return encodeCursor('aaaa', memory.entries().at(-1)?.position ?? FEED_START);
}

function changesOf(
  memory: MemoryFeed,
  { line, score, site }: { line: number; score: number | null; site: string },
): QueueChange[] {
  const lineId = `L${line}`;
  const before = memory.places.get(`release ${lineId}`);
  if (!before) return score === null ? [] : [entered(lineId, score, { siteId: site })];
  const { siteId, score: previousScore } = before;
  if (score === null) return [left(lineId, previousScore, { siteId })];
  if (siteId !== site) return [left(lineId, previousScore, { siteId }), entered(lineId, score, { siteId: site })];
  return [change(lineId, { siteId, score, previousScore })];
}

/** The truth: the first lines, sorted anew. */
function queueOf(memory: MemoryFeed, siteId: string | null, first: number): string[] {
  return [...memory.places.values()]
    .filter((place) => siteId === null || place.siteId === siteId)
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, first)
    .map(({ lineId }) => lineId);
}
