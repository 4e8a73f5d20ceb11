import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import { outcomeOf, type OutcomeDay } from '../domain/outcome.ts';
import type { Deps } from './deps.ts';
import type { OrderWithLines } from './load-orders.ts';

/**
 * Keeps the tallies of outcomes in step with lines that changed: what a line was counted for is taken back, what it counts
 * for now is added. Must run in the transaction that changes the lines. Idempotent.
 */
export async function countOutcomes(deps: Deps, orders: readonly OrderWithLines[]): Promise<void> {
  // Open lines too: one that was delivered is open again when more of it is ordered, or less of it turns out to have arrived.
  const now = new Map(orders.flatMap(({ order, lines }) => lines.map((line) => [line.id, daysOf(deps, line, order)])));
  if (now.size === 0) return;

  const before = await deps.store.outcomes.counted([...now.keys()]);
  const changed = new Map([...now].filter(([id, days]) => !isSame(days, before.get(id) ?? [])));
  if (changed.size === 0) return;
  const takenBack = [...changed.keys()].flatMap((id) => before.get(id) ?? []).map(negated);
  await deps.store.outcomes.add(sumByDay([...takenBack, ...[...changed.values()].flat()]));
  await deps.store.outcomes.saveCounted(changed);
}

/** What a line counts for: one entry per history key; none until it is delivered, and when it was promised nothing. */
function daysOf({ historyKeys }: Deps, line: OrderLine, order: Order): OutcomeDay[] {
  const outcome = outcomeOf(line, order.placedAt);
  if (!outcome) return [];
  const { knownAt, late, leadDays, delayDays } = outcome;
  const day = knownAt.slice(0, 10);
  return Object.values(historyKeys(line, order)).map((key) => ({
    key,
    day,
    lines: 1,
    late: late ? 1 : 0,
    leadDays,
    delayDays,
  }));
}

function isSame(a: readonly OutcomeDay[], b: readonly OutcomeDay[]): boolean {
  const text = (days: readonly OutcomeDay[]): string =>
    days
      .map((d) => [d.key, d.day, d.lines, d.late, d.leadDays, d.delayDays].join('|'))
      .sort()
      .join();
  return a.length === b.length && text(a) === text(b);
}

function negated(day: OutcomeDay): OutcomeDay {
  return { ...day, lines: -day.lines, late: -day.late, leadDays: -day.leadDays, delayDays: -day.delayDays };
}

function sumByDay(days: readonly OutcomeDay[]): OutcomeDay[] {
  const sums = new Map<string, OutcomeDay>();
  for (const day of days) {
    const id = `${day.day} ${day.key}`;
    const sum = sums.get(id);
    sums.set(id, sum ? plus(sum, day) : day);
  }
  return [...sums.values()];
}

function plus(a: OutcomeDay, b: OutcomeDay): OutcomeDay {
  return {
    ...a,
    lines: a.lines + b.lines,
    late: a.late + b.late,
    leadDays: a.leadDays + b.leadDays,
    delayDays: a.delayDays + b.delayDays,
  };
}
