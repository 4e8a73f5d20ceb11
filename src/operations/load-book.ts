import type { RecordKind } from '../domain/record/record.ts';
import { applyInbox } from './apply-inbox.ts';
import type { Deps } from './deps.ts';
import { readProvider, type ReadReport } from './read-provider.ts';
import { rescoreOpenBook } from './rescore-open-book.ts';

/** What loading a book brought. */
export interface LoadReport {
  readonly sources: readonly ReadReport[];
  /** Events applied, among them any that an interrupted run had left. */
  readonly applied: number;
  /** Open lines scored at the end. */
  readonly scored: number;
}

/**
 * Events a transaction. Events come by time: in a batch of some weeks an order is placed, shipped and delivered, and most lines
 * are written once instead of at every step.
 */
const BATCH_SIZE = 5000;

/** One step of a load, for progress bars. `ratio` is null when the end cannot be told. */
export interface LoadProgress {
  readonly step: 'read' | 'apply' | 'score';
  readonly detail: string;
  readonly ratio: number | null;
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Runs when all is applied and nothing is scored: the time to choose, or to train, a model. */
  readonly beforeScoring?: () => Promise<void>;
}

/**
 * Reads every source to its end, applies what came and scores the open book. May be cut short anywhere and run again: it
 * ends in the state of a run that was not.
 */
export async function loadBook(deps: Deps, { signal, onProgress, beforeScoring }: LoadOptions): Promise<LoadReport> {
  const sources: ReadReport[] = [];
  for (const provider of deps.providers.all) {
    const onPage = (kind: RecordKind, ratio: number | null): void =>
      onProgress?.({ step: 'read', detail: `${provider.id} ${kind}`, ratio });
    const options = { signal, kindsAtOnce: provider.kinds.length, isAlone: true };
    sources.push(await readProvider(deps, provider, { ...options, onProgress: onPage }));
  }

  const waiting = await deps.store.inbox.pendingCount();
  const onApplied = (count: number): void =>
    onProgress?.({ step: 'apply', detail: `${count} of ${waiting} events`, ratio: count / waiting });
  const applied = await applyInbox(deps, { batchSize: BATCH_SIZE, score: false, signal, onProgress: onApplied });

  await beforeScoring?.();
  const onScored = (count: number): void => onProgress?.({ step: 'score', detail: `${count} open lines`, ratio: null });
  const scored = await rescoreOpenBook(deps, { signal, onProgress: onScored });
  return { sources, applied, scored };
}
