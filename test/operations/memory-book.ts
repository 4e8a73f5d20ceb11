import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import type { QueueChange } from '../../src/domain/feed.ts';
import type { Instant } from '../../src/domain/time.ts';
import { silentLog } from '../../src/log.ts';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { readProvider, type ReadReport } from '../../src/operations/read-provider.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { Scorer, Snapshot } from '../../src/scoring/snapshot.ts';
import { openTestBook } from '../support/book.ts';
import { TEST_KEYS } from '../support/keys.ts';
import { testScoring } from '../support/scoring.ts';

export const NOW: Instant = '2013-06-15T12:00:00.000Z';

/** A model without training: a line is as risky as its `attributes.risk` says, and half so where it says nothing. */
export const attributeScorer: Scorer = {
  version: 'attribute/1',
  score: (snapshots) => snapshots.map(({ line }) => ({ late: riskOf(line), ...NOTHING_ELSE, row: null })),
  explainer: null,
};

const NOTHING_ELSE = { short: null, exception: null, deliverP50At: null, deliverP90At: null };

function riskOf({ attributes: { risk } }: Snapshot['line']): number {
  return typeof risk === 'number' ? risk : 0.5;
}

const UP_TO_HERE: QueueChange = {
  change: 'left',
  lineId: 'up to here',
  kind: 'release',
  siteId: null,
  score: null,
  previousScore: null,
  place: null,
  previousPlace: null,
};

/** A change without its places, which say in text what the scores say. */
export type HeardChange = Omit<QueueChange, 'place' | 'previousPlace'>;

export interface MemoryBook {
  readonly deps: Deps;
  /** The sources by id. */
  readonly sources: Readonly<Record<string, MemorySource>>;
  /** Reads one source, and applies what came. */
  readonly take: (id: string) => Promise<ReadReport>;
  /** What was written to the feed about queues since this was last asked, in commit order. */
  readonly heard: () => Promise<readonly HeardChange[]>;
  /** Puts events into the inbox as if a source had told them. */
  readonly tell: (...events: readonly DomainEvent[]) => Promise<void>;
}

/** An empty book of its own with sources in this process; closed when the test is over. */
export async function openMemoryBook(
  ids: readonly string[] = ['erp'],
  given: Partial<Pick<Deps, 'historyKeys' | 'scorer' | 'until' | 'now' | 'links'>> = {},
): Promise<MemoryBook> {
  const book = await openTestBook();
  const sources = Object.fromEntries(ids.map((id) => [id, new MemorySource()]));
  const now = given.now ?? (() => NOW);
  const providers = createHost(
    Object.entries(sources).map(([id, source]) => memory({ id, source, pageSize: 2, timeoutMs: 2000 })),
    { baseDir: '.', now, log: silentLog, patience: { retries: 0, breakAfter: 1000 } },
  );
  onTestFinished(async () => {
    await providers.close();
    await book.close();
  });
  const scorer = given.scorer ?? (() => attributeScorer);
  const deps: Deps = {
    store: book.store,
    providers,
    scorer,
    ...testScoring(scorer),
    historyKeys: (line) => ({ item: `item=${line.itemId}` }),
    now,
    until: () => null,
    ...TEST_KEYS,
    log: silentLog,
    ...given,
  };
  let position = await book.store.feed.end();
  return {
    deps,
    sources,
    take: async (id) => {
      const report = await readProvider(deps, providers.get(id), { signal: new AbortController().signal });
      await applyInbox(deps);
      return report;
    },
    heard: async () => {
      await book.store.feed.append([{ topic: 'queue', at: now(), data: UP_TO_HERE }]);
      for (const changes: HeardChange[] = []; ;) {
        const { entries } = await book.store.feed.after(position, 1000);
        position = entries.at(-1)?.position ?? position;
        changes.push(...entries.flatMap(({ entry }) => (entry.topic === 'queue' ? withoutPlaces(entry.data) : [])));
        if (changes.at(-1)?.lineId === UP_TO_HERE.lineId) return changes.slice(0, -1);
        await sleep(20); // a transaction of another test may still be open, and hides what came after it
      }
    },
    tell: async (...events) => {
      await book.store.inbox.add(events);
    },
  };
}

function withoutPlaces({ place: _place, previousPlace: _previousPlace, ...change }: QueueChange): HeardChange {
  return change;
}
