import DataLoader from 'dataloader';
import { refKey } from '../../domain/entity.ts';
import type { Slice } from '../../domain/list.ts';
import type { Provenance } from '../../domain/provenance.ts';
import type { RecordKind } from '../../domain/record/record.ts';
import type { RowScope } from '../../domain/viewer.ts';
import { isTooOld, type Reconfirmation } from '../../domain/staleness.ts';
import type { Answers } from '../../operations/answers.ts';
import type { RefreshedRecord } from '../../operations/refresh-records.ts';
import { groupBy } from '../group-by.ts';
import type { SourceHealthOf } from './source-health.loader.ts';
import type { View, ViewKind } from './view-kinds.ts';

/** A provenance that remembers how asking its source again ended, if this query had to. */
export type AskedProvenance = Provenance & { readonly asked?: Reconfirmation };

/** The view as its source now has it, when it is older than its source allows and the source can be asked; else as it is. */
export type Freshen = <V extends View>(kind: ViewKind<V>, view: V) => Promise<V>;

interface RecordName {
  readonly providerId: string;
  readonly kind: RecordKind;
  readonly key: string;
}

/** Asks each source once per record kind for all records of a query that are too old. A source that fails fails no query: see `staleReason`. */
export function createFreshen(answering: Answers, healthOf: SourceHealthOf): Freshen {
  const askable = new Set(answering.sources.filter(canBeAsked).map(({ id }) => id));
  const refresh = createRefreshLoader(answering);

  return async (kind, view) => {
    const { source } = view.provenance;
    if (!askable.has(source) || answering.until() !== null) return view;
    if (!isTooOld(view.provenance, await healthOf(source), answering.now())) return view;
    const name = { providerId: source, kind: kind.recordKind, key: kind.recordKeyOf(view) };
    return withAnswer(kind, view, await refresh.load(name), answering.readers.rows);
  };
}

/** Every view of a page, freshened. */
export async function freshenSlice<V extends View>(
  freshen: Freshen,
  kind: ViewKind<V>,
  slice: Slice<V>,
): Promise<Slice<V>> {
  const items = slice.items.map(async ({ value, position }) => ({ value: await freshen(kind, value), position }));
  return { ...slice, items: await Promise.all(items) };
}

function canBeAsked({ canLookUp, allowedAgeMs }: Answers['sources'][number]): boolean {
  return canLookUp && allowedAgeMs !== null;
}

function createRefreshLoader(answering: Answers): DataLoader<RecordName, RefreshedRecord, string> {
  return new DataLoader<RecordName, RefreshedRecord, string>(
    async (names) => {
      const answers = new Map<RecordName, RefreshedRecord>();
      const groups = groupBy(names, ({ providerId, kind }) => `${kind}@${providerId}`);
      await Promise.all([...groups.values()].map((group) => refreshGroup(answering, group, answers)));
      return names.map((name) => answers.get(name) ?? { status: 'gone' });
    },
    { name: 'refresh', cacheKeyFn: ({ providerId, kind, key }) => `${providerId}/${kind}/${key}` },
  );
}

async function refreshGroup(
  answering: Answers,
  names: readonly [RecordName, ...RecordName[]],
  answers: Map<RecordName, RefreshedRecord>,
): Promise<void> {
  const [{ providerId, kind }] = names;
  const keys = names.map(({ key }) => key);
  const refreshed = await answering.refreshRecords(providerId, kind, keys);
  for (const name of names) answers.set(name, refreshed.get(name.key) ?? { status: 'gone' });
}

function withAnswer<V extends View>(kind: ViewKind<V>, view: V, answer: RefreshedRecord, rows: RowScope): V {
  const entity = answer.status === 'confirmed' ? answer.entities.get(refKey(kind.refOf(view))) : undefined;
  const found = entity && kind.toView(entity);
  // What is new in it may be of others: until it is read from the book, someone with rows of their own sees what was theirs before.
  const fresh = (found && (rows.kind === 'all' ? found : kind.within(view, found))) ?? view;
  const provenance: AskedProvenance = { ...fresh.provenance, asked: answer };
  return { ...fresh, provenance };
}
