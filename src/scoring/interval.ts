import type { Explainer, Factor, ModelRow } from './explainer.ts';
import type { Feature } from './feature.ts';
import { marginOf } from './interval-margins.ts';
import { chanceOf, logOddsOf } from './log-odds.ts';
import { hasNothingToTell } from './signals/nothing-to-tell.ts';
import { observeSignals } from './signals/observe-signals.ts';
import type { SignalName } from './signals/signal-list.ts';
import type { Snapshot } from './snapshot.ts';

/** What a score could be, were what is missing known: it holds for nine lines in ten. */
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
 * The lowest and the highest score of each line over draws of what it misses, its own score included, and the margin that past misses
 * ask for: values are drawn from what they usually are (5 to 95 of 100 lines trained on). One model call for all; lines that miss nothing
 * cost nothing.
 */
export function intervalsOf(
  explainer: Explainer,
  features: readonly Feature[],
  lines: readonly Scored[],
): readonly Interval[] {
  const read = readColumns(explainer, features);
  return intervalsOver(
    explainer,
    features,
    lines,
    lines.map(({ snapshot, row }) => gapsOf(read, snapshot, row)),
  );
}

/** As `intervalsOf`, were all features of some signals missing, whatever is known of them: to try how well intervals hold. */
export function intervalsWhere(
  explainer: Explainer,
  features: readonly Feature[],
  lines: readonly Pick<Scored, 'row' | 'late'>[],
  hiddenOf: (line: number) => readonly SignalName[],
): readonly Interval[] {
  const read = readColumns(explainer, features);
  const gaps = lines.map((_, line) => {
    const missing = hiddenOf(line);
    return { holes: read.filter(({ signal }) => missing.includes(signal)), missing };
  });
  return intervalsOver(explainer, features, lines, gaps);
}

function intervalsOver(
  explainer: Explainer,
  features: readonly Feature[],
  lines: readonly Pick<Scored, 'row' | 'late'>[],
  gaps: readonly Gaps[],
): readonly Interval[] {
  const rows = lines.flatMap(({ row }, line) => {
    const holes = gaps[line]?.holes ?? [];
    return holes.length === 0 ? [] : Array.from({ length: DRAWS }, (_, draw) => filled(row, features, holes, draw));
  });
  const logOdds = rows.length === 0 ? [] : explainer.logOdds(rows);
  let next = 0;
  return lines.map(({ late }, line) => {
    const { holes = [], missing = [] } = gaps[line] ?? {};
    if (holes.length === 0) return { low: late, high: late, missing };
    let [low, high] = [logOddsOf(late), logOddsOf(late)];
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const drawn = logOdds[next++] ?? 0;
      low = Math.min(low, drawn);
      high = Math.max(high, drawn);
    }
    const margin = marginOf(explainer.margins, missing);
    return { low: Math.min(late, chanceOf(low - margin)), high: Math.max(late, chanceOf(high + margin)), missing };
  });
}

/** A feature that the model reads, with what it usually is. */
interface ReadColumn {
  readonly column: number;
  readonly signal: SignalName;
  readonly factor: Factor;
}

interface Gaps {
  /** What is unknown for want of its signal. */
  readonly holes: readonly ReadColumn[];
  readonly missing: readonly SignalName[];
}

const NO_GAPS: Gaps = { holes: [], missing: [] };

function readColumns({ factors }: Explainer, features: readonly Feature[]): readonly ReadColumn[] {
  return features.flatMap(({ signal }, column) => {
    const factor = factors[column];
    return factor?.isRead && factor.plausible.length > 0 ? [{ column, signal, factor }] : [];
  });
}

function gapsOf(read: readonly ReadColumn[], snapshot: Snapshot, { numbers, categories }: ModelRow): Gaps {
  const unknown = read.filter(
    ({ column }) => (column < numbers.length ? numbers[column] : categories[column - numbers.length]) == null,
  );
  if (unknown.length === 0) return NO_GAPS;
  const absent = new Set(
    observeSignals(snapshot)
      .filter(
        ({ signal, status }) => status !== 'known' && !(status === 'missing' && hasNothingToTell(signal, snapshot)),
      )
      .map(({ signal }) => signal),
  );
  const holes = unknown.filter(({ signal }) => absent.has(signal));
  return holes.length === 0 ? NO_GAPS : { holes, missing: [...new Set(holes.map(({ signal }) => signal))] };
}

function filled(row: ModelRow, features: readonly Feature[], holes: readonly ReadColumn[], draw: number): ModelRow {
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
