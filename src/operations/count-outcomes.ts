import { refKey } from '../domain/entity.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import { outcomeOf, type CountedOutcome, type OutcomeDay } from '../domain/outcome.ts';
import type { Deps } from './deps.ts';
import type { Known, OrderWithLines } from './load-orders.ts';

/**
 * Keeps the tallies of outcomes in step with lines that changed: what a line was counted for is taken back, what it counts
 * for now is added. `fresh` are the refs of lines that were not there before the change: what they were counted for is not asked.
 * Must run in the transaction that changes the lines. Idempotent.
 */
export async function countOutcomes(
  deps: Deps,
  orders: readonly OrderWithLines[],
  fresh: Known = new Set(),
): Promise<void> {
  // Open lines too: one that was delivered is open again when more of it is ordered, or less of it turns out to have arrived.
  const now = new Map(
    orders.flatMap(({ order, lines }) => lines.map((line) => [line.id, countedOf(deps, line, order)])),
  );
  if (now.size === 0) return;

  const ids = [...now.keys()].filter((id) => !fresh.has(refKey({ kind: 'line', id })));
  const before = await deps.store.outcomes.counted(ids);
  const changed = new Map([...now].filter(([id, counted]) => !isSame(counted, before.get(id) ?? null)));
  if (changed.size === 0) return;
  const takenBack = [...changed.keys()].flatMap((id) => daysOf(before.get(id) ?? null, -1));
  const added = [...changed.values()].flatMap((counted) => daysOf(counted, 1));
  await deps.store.outcomes.add(sumByDay([...takenBack, ...added]));
  await deps.store.outcomes.saveCounted(changed);
}

/** Null until the line is delivered, and when it was promised nothing. */
function countedOf({ historyKeys }: Deps, line: OrderLine, order: Order): CountedOutcome | null {
  const outcome = outcomeOf(line, order.placedAt);
  if (!outcome) return null;
  const { knownAt, late, leadDays, delayDays } = outcome;
  const keys = Object.values(historyKeys(line, order));
  return { keys, day: knownAt.slice(0, 10), late: late ? 1 : 0, leadDays, delayDays };
}

function isSame(a: CountedOutcome | null, b: CountedOutcome | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.day !== b.day || a.late !== b.late || a.leadDays !== b.leadDays || a.delayDays !== b.delayDays) return false;
  const others = new Set(b.keys);
  return a.keys.length === b.keys.length && a.keys.every((key) => others.has(key));
}

/** One entry per key; with -1 what takes them back. */
function daysOf(counted: CountedOutcome | null, times: 1 | -1): OutcomeDay[] {
  if (counted === null) return [];
  const { keys, day, late, leadDays, delayDays } = counted;
  const one = { day, lines: times, late: times * late, leadDays: times * leadDays, delayDays: times * delayDays };
  return keys.map((key) => ({ key, ...one }));
}

function sumByDay(days: readonly OutcomeDay[]): readonly OutcomeDay[] {
  const sums = new Map<string, { -readonly [K in keyof OutcomeDay]: OutcomeDay[K] }>();
  for (const day of days) {
    const id = `${day.day} ${day.key}`;
    const sum = sums.get(id);
    if (!sum) sums.set(id, { ...day });
    else for (const tally of TALLIES) sum[tally] += day[tally];
  }
  return [...sums.values()];
}

const TALLIES = ['lines', 'late', 'leadDays', 'delayDays'] as const;
