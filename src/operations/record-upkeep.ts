import type { Doer } from '../domain/audit.ts';
import type { Deps } from './deps.ts';
import type { LoadReport } from './load-book.ts';
import { recordDeed } from './record-deed.ts';
import type { TrainedModel } from './train-model.ts';

type Book = Pick<Deps, 'store'>;

/** Writes down that someone had a book read to its end. */
export async function recordLoad({ store }: Book, by: Doer, book: string, report: LoadReport): Promise<void> {
  const { sources, applied, scored } = report;
  const read = sources.map(({ providerId, records, problem }) => ({ providerId, records, whole: problem === null }));
  const target = { kind: 'book', id: book };
  await store.transaction((tx) =>
    recordDeed(tx, by, { action: 'book.load', target, before: null, after: { sources: read, applied, scored } }),
  );
}

/** Writes down that someone had a model trained on what a book was told. */
export async function recordTraining({ store }: Book, by: Doer, { version, lines }: TrainedModel): Promise<void> {
  const target = { kind: 'model', id: version };
  await store.transaction((tx) =>
    recordDeed(tx, by, { action: 'model.train', target, before: null, after: { lines } }),
  );
}

/** Writes down which model scores a book, when that is another than was written down last. Null: the rules score. */
export async function recordModel(
  { store, scorer }: Book & Pick<Deps, 'scorer'>,
  by: Doer,
  book: string,
): Promise<void> {
  const after = { model: scorer()?.version ?? null };
  const [last] = (await store.audit.page({ action: 'model.promote', first: 1, after: null })).items;
  const before = last?.value.after ?? { model: null };
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const target = { kind: 'book', id: book };
  await store.transaction((tx) => recordDeed(tx, by, { action: 'model.promote', target, before, after }));
}
