import DataLoader from 'dataloader';
import type { QueueKind } from '../../domain/queue.ts';
import type { Answers } from '../../operations/answers.ts';
import { groupBy } from '../group-by.ts';

/** A line in one queue; with a site, in the part of the queue that ships from there. */
export interface RankName {
  readonly kind: QueueKind;
  readonly siteId: string | null;
  readonly lineId: string;
}

/** Ranks of lines, one statement per queue that is asked about; null for a line that is not in it. */
export function createRankLoader({ readers }: Answers): DataLoader<RankName, number | null, string> {
  return new DataLoader<RankName, number | null, string>(
    async (names) => {
      const ranks = new Map<RankName, number>();
      const queues = groupBy(names, ({ kind, siteId }) => JSON.stringify([kind, siteId]));
      await Promise.all([...queues.values()].map((queue) => readRanks(readers, queue, ranks)));
      return names.map((name) => ranks.get(name) ?? null);
    },
    { name: 'rank', cacheKeyFn: ({ kind, siteId, lineId }) => JSON.stringify([kind, siteId, lineId]) },
  );
}

async function readRanks(
  { queue }: Pick<Answers['readers'], 'queue'>,
  names: readonly [RankName, ...RankName[]],
  ranks: Map<RankName, number>,
): Promise<void> {
  const [{ kind, siteId }] = names;
  const found = await queue.ranks(
    kind,
    siteId,
    names.map(({ lineId }) => lineId),
  );
  for (const name of names) {
    const rank = found.get(name.lineId);
    if (rank !== undefined) ranks.set(name, rank);
  }
}
