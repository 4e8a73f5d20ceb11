import type { LineOutcome, OutcomeDay, OutcomeTally } from '../domain/outcome.ts';
import { addMs, MS_PER_DAY, type Instant } from '../domain/time.ts';
import { BOOK_KEY } from './history-keys.ts';
import { dayOf, historyWindow } from './history-window.ts';

/** Outcomes by key and UTC day, held in memory: the same sums as the store's outcomes, for replays. */
export interface History {
  readonly add: (keys: Iterable<string>, outcome: LineOutcome) => void;
  readonly addDay: (day: OutcomeDay) => void;
  /** The sum over the window of an instant (see `history-window.ts`); undefined when it holds no outcome. */
  readonly sum: (key: string, asOf: Instant) => OutcomeTally | undefined;
  /** Late rate of all that the book ever knew on days before an instant's; null when it knew nothing. */
  readonly lateRatioBefore: (asOf: Instant) => number | null;
  /** Every day's tally from a day on, by key and then by day. Of the whole book, what came before stands on the day before. */
  readonly days: (fromDay: string) => readonly OutcomeDay[];
}

/** Running totals per key up to each day, days ascending: a window's sum is the difference of two of them. */
interface Totals {
  readonly days: string[];
  readonly tallies: OutcomeTally[];
}

export function createHistory(): History {
  const byKey = new Map<string, Totals>();

  function addDay({ key, day, ...tally }: OutcomeDay): void {
    const totals = byKey.get(key) ?? { days: [], tallies: [] };
    byKey.set(key, totals);
    const at = lowerBound(totals.days, day);
    if (totals.days[at] !== day) {
      totals.days.splice(at, 0, day);
      totals.tallies.splice(at, 0, totals.tallies[at - 1] ?? EMPTY);
    }
    for (let i = at; i < totals.days.length; i += 1) totals.tallies[i] = plus(totals.tallies[i] ?? EMPTY, tally, 1);
  }

  return {
    addDay,
    add(keys, { knownAt, late, leadDays, delayDays }) {
      const day = dayOf(knownAt);
      for (const key of keys) addDay({ key, day, lines: 1, late: late ? 1 : 0, leadDays, delayDays });
    },
    sum(key, asOf) {
      const totals = byKey.get(key);
      if (!totals) return undefined;
      const { fromDay, toDay } = historyWindow(asOf);
      const before = totals.tallies[lowerBound(totals.days, fromDay) - 1] ?? EMPTY;
      const upTo = totals.tallies[lowerBound(totals.days, toDay) - 1] ?? EMPTY;
      const tally = plus(upTo, before, -1);
      return tally.lines > 0 ? tally : undefined;
    },
    lateRatioBefore(asOf) {
      const totals = byKey.get(BOOK_KEY);
      const tally = totals?.tallies[lowerBound(totals.days, dayOf(asOf)) - 1];
      return tally ? tally.late / tally.lines : null;
    },
    days(fromDay) {
      return [...byKey.keys()].sort().flatMap((key) => daysOf(key, byKey.get(key), fromDay));
    },
  };
}

const EMPTY: OutcomeTally = { lines: 0, late: 0, leadDays: 0, delayDays: 0 };

function daysOf(key: string, totals: Totals | undefined, fromDay: string): OutcomeDay[] {
  if (!totals) return [];
  const from = lowerBound(totals.days, fromDay);
  const before = totals.tallies[from - 1];
  const earlier = key === BOOK_KEY && before ? [{ key, day: dayBefore(fromDay), ...before }] : [];
  const days = totals.days.slice(from).map((day, i) => {
    return { key, day, ...plus(totals.tallies[from + i] ?? EMPTY, totals.tallies[from + i - 1] ?? EMPTY, -1) };
  });
  return [...earlier, ...days];
}

function dayBefore(day: string): string {
  return dayOf(addMs(`${day}T00:00:00.000Z`, -MS_PER_DAY));
}

function plus(a: OutcomeTally, b: OutcomeTally, sign: 1 | -1): OutcomeTally {
  return {
    lines: a.lines + sign * b.lines,
    late: a.late + sign * b.late,
    leadDays: a.leadDays + sign * b.leadDays,
    delayDays: a.delayDays + sign * b.delayDays,
  };
}

/** The first index whose day is not before `day`. */
function lowerBound(days: readonly string[], day: string): number {
  let low = 0;
  let high = days.length;
  if (high > 0 && (days[high - 1] ?? '') < day) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
