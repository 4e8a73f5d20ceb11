import type { Deps } from './deps.ts';
import { loadOrders } from './load-orders.ts';
import { createSurroundingsReader, type SurroundingsReader } from './load-surroundings.ts';
import { scoreLines } from './score-lines.ts';

/** Orders a turn while nothing else wants to change the book, and at least when something does: a few milliseconds. */
const MOST_ORDERS = 100;
const FEWEST_ORDERS = 8;
/** Turns without an event after which they grow: events that come at random leave gaps, and one that comes into a long turn waits for all of it. */
const QUIET_TURNS = 20;

export interface RescoreOptions {
  readonly signal?: AbortSignal;
  /** Lets events that wait be applied, before each turn. Whether any were since it was last asked. */
  readonly giveWay?: () => Promise<boolean>;
  readonly onProgress?: (scored: number) => void;
}

/**
 * Scores every line that is still to be delivered: time passing changes risk too. Turns are short while events come, and grow once none do.
 * Returns how many lines were scored.
 */
export async function rescoreOpenBook(deps: Deps, options: RescoreOptions = {}): Promise<number> {
  const { signal, onProgress, giveWay = () => Promise.resolve(false) } = options;
  let scored = 0;
  let [size, quiet] = [MOST_ORDERS, QUIET_TURNS];
  // What lies around lines is read once for all turns between which nothing changed: it is as of the first of them, as the scores are.
  let reader = createSurroundingsReader(deps.now());
  let after: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const orderIds: readonly string[] = await deps.store.lines.openOrderIds(after, MOST_ORDERS);
    if (orderIds.length === 0) return scored;
    for (let next = 0; next < orderIds.length;) {
      const eventsCame = await giveWay();
      signal?.throwIfAborted();
      if (eventsCame) reader = createSurroundingsReader(deps.now());
      quiet = eventsCame ? 0 : quiet + 1;
      size = quiet < QUIET_TURNS ? FEWEST_ORDERS : Math.min(MOST_ORDERS, 2 * size);
      const turn = orderIds.slice(next, next + size);
      scored += await deps.store.transaction((store) => rescore({ ...deps, store }, turn, reader));
      onProgress?.(scored);
      next += turn.length;
    }
    after = orderIds.at(-1) ?? null;
  }
}

async function rescore(deps: Deps, orderIds: readonly string[], reader: SurroundingsReader): Promise<number> {
  await deps.store.jobs.lockApply();
  const orders = await loadOrders(deps, orderIds);
  // Remembered, as all that is read here: an event of one of these lines then need not ask.
  await deps.store.outcomes.counted(orders.flatMap(({ lines }) => lines.map(({ id }) => id)));
  return scoreLines(deps, orders, reader);
}
