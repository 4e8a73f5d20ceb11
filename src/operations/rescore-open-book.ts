import type { Deps } from './deps.ts';
import { loadOrders } from './load-orders.ts';
import { createSurroundingsReader, type SurroundingsReader } from './load-surroundings.ts';
import { scoreLines } from './score-lines.ts';

/** Few enough that events which arrive meanwhile do not wait long. */
const ORDERS_PER_TRANSACTION = 100;

export interface RescoreOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (scored: number) => void;
}

/** Scores every line that is still to be delivered: time passing changes risk too. Returns how many lines were scored. */
export async function rescoreOpenBook(deps: Deps, { signal, onProgress }: RescoreOptions = {}): Promise<number> {
  let scored = 0;
  // What lies around lines is read once for the whole pass: it is as of the pass's beginning, as the scores are.
  const reader = createSurroundingsReader(deps.now());
  let after: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const orderIds: readonly string[] = await deps.store.lines.openOrderIds(after, ORDERS_PER_TRANSACTION);
    if (orderIds.length === 0) return scored;
    scored += await deps.store.transaction((store) => rescore({ ...deps, store }, orderIds, reader));
    onProgress?.(scored);
    after = orderIds.at(-1) ?? null;
  }
}

async function rescore(deps: Deps, orderIds: readonly string[], reader: SurroundingsReader): Promise<number> {
  await deps.store.jobs.lockApply();
  return scoreLines(deps, await loadOrders(deps, orderIds), reader);
}
