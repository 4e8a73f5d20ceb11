import type { Explainer, Factor, ModelRow } from './explainer.ts';
import type { Feature } from './feature.ts';
import { chanceOf } from './log-odds.ts';
import { observeSignals } from './signals/observe-signals.ts';
import type { SignalName } from './signals/signal-list.ts';
import type { Snapshot } from './snapshot.ts';

/** What a score could be, were what is missing known. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The signals that are missing and that the model would have read. */
  readonly missing: readonly SignalName[];
}

/** One scored line. */
export interface Scored {
  readonly snapshot: Snapshot;
  readonly row: ModelRow;
  readonly late: number;
}

/** Rows a line is tried as: every feature of a missing signal takes each of its usual values once, each in a turn of its own. */
const DRAWS = 5;

/**
 * The lowest and the highest score of each line over draws of what it misses, its own score included: values are drawn from what
 * they usually are (5 to 95 of 100 lines trained on). One model call for all; lines that miss nothing cost nothing.
 */
export function intervalsOf(
  explainer: Explainer,
  features: readonly Feature[],
  lines: readonly Scored[],
): readonly Interval[] {
  const gaps = lines.map(({ snapshot, row }) => gapsOf(explainer, features, snapshot, row));
  const rows = lines.flatMap(({ row }, line) => {
    const holes = gaps[line]?.holes ?? [];
    return holes.length === 0 ? [] : Array.from({ length: DRAWS }, (_, draw) => filled(row, features, holes, draw));
  });
  const logOdds = rows.length === 0 ? [] : explainer.logOdds(rows);
  let next = 0;
  return lines.map(({ late }, line) => {
    const { holes = [], missing = [] } = gaps[line] ?? {};
    let [low, high] = [late, late];
    for (let draw = 0; draw < DRAWS && holes.length > 0; draw += 1) {
      const drawn = chanceOf(logOdds[next++] ?? 0);
      low = Math.min(low, drawn);
      high = Math.max(high, drawn);
    }
    return { low, high, missing };
  });
}

/** A feature that is unknown for want of its signal. */
interface Hole {
  readonly column: number;
  readonly factor: Factor;
}

function gapsOf(
  { factors }: Explainer,
  features: readonly Feature[],
  snapshot: Snapshot,
  { numbers, categories }: ModelRow,
): { readonly holes: readonly Hole[]; readonly missing: readonly SignalName[] } {
  const holes: Hole[] = [];
  const missing = new Set<SignalName>();
  const absent = new Set(
    observeSignals(snapshot)
      .filter(({ status }) => status !== 'known')
      .map(({ signal }) => signal),
  );
  if (absent.size === 0) return { holes, missing: [] };
  features.forEach(({ signal }, column) => {
    const factor = factors[column];
    const value = column < numbers.length ? numbers[column] : categories[column - numbers.length];
    if (!factor?.isRead || factor.plausible.length === 0 || value != null || !absent.has(signal)) return;
    holes.push({ column, factor });
    missing.add(signal);
  });
  return { holes, missing: [...missing] };
}

function filled(row: ModelRow, features: readonly Feature[], holes: readonly Hole[], draw: number): ModelRow {
  const numbers = [...row.numbers];
  const categories = [...row.categories];
  holes.forEach(({ column, factor: { plausible } }, turn) => {
    // Another stride per hole, so that not all are low in one draw and high in another.
    const value = plausible[(draw * (1 + (turn % 4)) + turn) % plausible.length] ?? null;
    if (features[column]?.kind === 'number') numbers[column] = typeof value === 'number' ? value : null;
    else categories[column - numbers.length] = typeof value === 'string' ? value : null;
  });
  return { ...row, numbers, categories };
}
