import type { Deps } from './deps.ts';
import { loadOrders } from './load-orders.ts';
import { scoreLines } from './score-lines.ts';

const LINES_PER_TRANSACTION = 1000;

export interface RescoreOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (scored: number) => void;
}

/** Scores every line that is still to be delivered: time passing changes risk too. Returns how many lines were scored. */
export async function rescoreOpenBook(deps: Deps, { signal, onProgress }: RescoreOptions = {}): Promise<number> {
  let scored = 0;
  let after: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const lineIds: readonly string[] = await deps.store.lines.openIds(after, LINES_PER_TRANSACTION);
    if (lineIds.length === 0) return scored;
    scored += await deps.store.transaction((store) => rescore({ ...deps, store }, lineIds));
    onProgress?.(scored);
    after = lineIds.at(-1) ?? null;
  }
}

async function rescore(deps: Deps, lineIds: readonly string[]): Promise<number> {
  await deps.store.jobs.lockApply();
  const lines = await deps.store.lines.byIds(lineIds);
  const orders = await loadOrders(deps, [...new Set([...lines.values()].map(({ orderId }) => orderId))]);
  return scoreLines(deps, orders);
}
