import { AppError, z, type Cursor, type ReadPage } from '../../../src/providers/index.ts';
import type { SimulatedDistributor } from '../distributor/simulated-distributor.ts';
import type { StateKind } from '../world/state.ts';
import type { Show } from './define-sim-provider.ts';

/** Where a reader stands in the changes of a history. */
const SimCursor = z.object({
  /** The history that it reads. */
  history: z.string(),
  /** The sequence of the last change that is behind. */
  after: z.int(),
  /** Of a read under way, the sequence to which it goes; null between two reads. */
  upTo: z.int().nullable(),
});
type SimCursor = z.output<typeof SimCursor>;

interface ReadOptions {
  readonly kind: StateKind;
  readonly cursor: Cursor;
  readonly pageSize: number;
  readonly show: Show;
}

/**
 * Pages of what changed, each thing once as it is now. A read goes to where the world stood when it began: what changes while it
 * is under way comes with the next one, so that no key is stated twice.
 */
export async function* readChanges(
  distributor: SimulatedDistributor,
  { kind, cursor, pageSize, show }: ReadOptions,
): AsyncGenerator<ReadPage> {
  const start = await distributor.caughtUp();
  const from = parseCursor(distributor, cursor);
  const upTo = from.upTo ?? start.sequence;
  let { after } = from;
  for (let isFirst = from.upTo === null; ; isFirst = false) {
    const world = await distributor.caughtUp();
    const changes = world.changesAfter(kind, after, pageSize).filter(({ sequence }) => sequence <= upTo);
    const isLast = changes.length < pageSize;
    const records = changes.flatMap(({ id }) => show(world, kind, id) ?? []);
    after = isLast ? upTo : (changes.at(-1)?.sequence ?? upTo);
    if (records.length > 0 || !(isFirst && isLast))
      yield {
        records: records.map((record) => ({ record, location: `simulated ${kind}` })),
        deletes: [],
        cursor: { history: from.history, after, upTo: isLast ? null : upTo },
        progressRatio: upTo === 0 ? 1 : Math.min(1, after / upTo),
      };
    if (isLast) return;
  }
}

/** Throws `CONFIG_INVALID` for a cursor of another history: the book was filled from another distributor. */
function parseCursor({ history }: SimulatedDistributor, cursor: Cursor): SimCursor {
  if (cursor === null) return { history, after: 0, upTo: null };
  const parsed = SimCursor.parse(cursor);
  if (parsed.history === history) return parsed;
  throw new AppError(
    'CONFIG_INVALID',
    `this book was filled from another simulated distributor (${parsed.history}) than the one in the folder (${history}): use another book, or another folder`,
  );
}
