import type { Explainer, Factor, Guess, ModelRow } from './explainer.ts';
import type { Feature } from './feature.ts';
import { marginOf } from './interval-margins.ts';
import { chanceOf, logOddsOf } from './log-odds.ts';
import { isAbsent } from './signals/observe-signals.ts';
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

/** Guesses at what a line misses: every feature of a missing signal takes each of its usual values once, each in a turn of its own. */
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
  const gapsOf = createGaps(readColumns(explainer, features));
  return intervalsOver(
    explainer,
    lines,
    lines.map(({ snapshot, row }) => gapsOf(row, (signal) => isAbsent(signal, snapshot))),
  );
}

/** As `intervalsOf` of lines that are as if some signals were missing, whatever is known of them: to try how well intervals hold. */
export function intervalsWhere(
  explainer: Explainer,
  features: readonly Feature[],
  lines: readonly Pick<Scored, 'row' | 'late'>[],
  hiddenOf: (line: number) => readonly SignalName[],
): readonly Interval[] {
  const gapsOf = createGaps(readColumns(explainer, features));
  return intervalsOver(
    explainer,
    lines,
    lines.map(({ row }, line) => ({
      ...gapsOf(row, (signal) => hiddenOf(line).includes(signal)),
      missing: hiddenOf(line),
    })),
  );
}

function intervalsOver(
  explainer: Explainer,
  lines: readonly Pick<Scored, 'row' | 'late'>[],
  gaps: readonly Gaps[],
): readonly Interval[] {
  const tried = lines.flatMap(({ row }, line) => {
    const { draws = [], missing = [] } = gaps[line] ?? {};
    return draws.length === 0 ? [] : [{ row, draws, missing }];
  });
  const turns = Array.from({ length: DRAWS }, (_, draw) => tried.flatMap(({ draws }) => draws[draw] ?? []));
  const logOdds =
    tried.length === 0
      ? []
      : explainer.logOddsGuessed(
          tried.map(({ row }) => row),
          turns,
        );
  let next = 0;
  return lines.map(({ late }, line) => {
    const { draws = [], missing = [] } = gaps[line] ?? {};
    if (draws.length === 0) return { low: late, high: late, missing };
    let [low, high] = [logOddsOf(late), logOddsOf(late)];
    for (let at = next; at < logOdds.length; at += tried.length) {
      const drawn = logOdds[at] ?? 0;
      low = Math.min(low, drawn);
      high = Math.max(high, drawn);
    }
    next += 1;
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

/** What is unknown of a line for want of its signal. */
interface Gaps {
  readonly missing: readonly SignalName[];
  /** A guess for each draw; none when nothing is unknown. Lines that miss the same share them. */
  readonly draws: readonly Guess[];
}

function readColumns({ factors }: Explainer, features: readonly Feature[]): readonly ReadColumn[] {
  return features.flatMap(({ signal }, column) => {
    const factor = factors[column];
    return factor?.isRead && factor.plausible.length > 0 ? [{ column, signal, factor }] : [];
  });
}

const NO_GAPS: Gaps = { missing: [], draws: [] };

/** Finds the gaps of rows; the same ones are the same thing. */
function createGaps(read: readonly ReadColumn[]): (row: ModelRow, isAbsent: (signal: SignalName) => boolean) => Gaps {
  const known = new Map<string, Gaps>([['', NO_GAPS]]);
  return (row, isAbsent) => {
    const absent = new Map<SignalName, boolean>();
    const holes: ReadColumn[] = [];
    let key = '';
    for (const one of read) {
      if (isKnown(row, one.column)) continue;
      const isMissing = absent.get(one.signal) ?? isAbsent(one.signal);
      absent.set(one.signal, isMissing);
      if (!isMissing) continue;
      holes.push(one);
      key += `${one.column} `;
    }
    const gaps = known.get(key) ?? { missing: [...new Set(holes.map(({ signal }) => signal))], draws: drawsFor(holes) };
    known.set(key, gaps);
    return gaps;
  };
}

function isKnown({ numbers, categories }: ModelRow, column: number): boolean {
  return (column < numbers.length ? numbers[column] : categories[column - numbers.length]) != null;
}

function drawsFor(holes: readonly ReadColumn[]): readonly Guess[] {
  return Array.from({ length: DRAWS }, (_, draw) => {
    const guess = new Map<number, number | string>();
    holes.forEach(({ column, factor: { plausible } }, turn) => {
      // Another stride per hole, so that not all are low in one draw and high in another.
      const value = plausible[(draw * (1 + (turn % 4)) + turn) % plausible.length];
      if (value !== undefined) guess.set(column, value);
    });
    return guess;
  });
}
