import { levelsByRow } from './conformal.ts';
import { at, mishapAt, wordAt, type ExampleTable, type Rows } from './example-table.ts';
import { standingOf, viewsOf, type Fit } from './fit.ts';
import { cameOf, knownRows, mishapChances } from './mishap-head.ts';
import { MISHAPS, type Mishap } from './mishaps.ts';
import { chancesBefore, outlookOf } from './outlook.ts';
import type { Tensorflow } from './tensorflow.ts';

/** What was said of rows before it was known, one entry a row. */
export interface Predictions {
  readonly rows: readonly number[];
  readonly late: readonly number[];
  /** Days since the order; NaN where there is no date. */
  readonly p50: readonly number[];
  readonly p90: readonly number[];
  /** The chance that each row would be delivered before it was; 1 while it is not delivered. */
  readonly before: readonly number[];
  /** Of those rows of which it is known whether a mishap came, where a head tells of it. */
  readonly mishaps: Readonly<Record<Mishap, MishapPredictions>>;
}

export interface MishapPredictions {
  readonly rows: readonly number[];
  readonly chances: readonly number[];
  /** How often it had come to the lines that the head was trained on. */
  readonly base: readonly number[];
}

/** What a fit says of rows that it has not seen. */
export function predictionsOf(
  tf: Tensorflow,
  fit: Fit,
  table: ExampleTable,
  rows: Rows,
  knownUntil: number,
): Predictions {
  const views = viewsOf(tf, fit.heads, table, rows);
  const standing = standingOf(table, rows);
  const { late, p50, p90 } = outlookOf(
    views,
    standing,
    levelsByRow(fit.levels, (i, column) => wordAt(table, at(rows, i), column)),
  );
  const delivered = Float64Array.from(rows, (row) => at(table.delivered, row) - at(table.placed, row));
  const before = chancesBefore(views, standing, delivered);
  const told = (mishap: Mishap): MishapPredictions => {
    const head = fit.mishaps.find((one) => one.mishap === mishap);
    if (!head) return NONE;
    const known = rows.filter((row) => mishapAt(table, row, mishap, knownUntil) !== null);
    const learned = cameOf(table, knownRows({ table }, mishap, fit.knownUntil), mishap, fit.knownUntil);
    const rate = learned.filter(Boolean).length / Math.max(1, learned.length);
    return { rows: [...known], chances: mishapChances(tf, head, table, known), base: [...known].map(() => rate) };
  };
  return {
    rows: [...rows],
    late: [...late],
    p50: [...p50],
    p90: [...p90],
    before: Array.from(before, (chance) => (Number.isNaN(chance) ? 1 : chance)),
    mishaps: { short: told('short'), exception: told('exception') },
  };
}

/** Predictions of several fits, one after the other. */
export function joined(parts: readonly Predictions[]): Predictions {
  const all = (pick: (part: Predictions) => readonly number[]): readonly number[] =>
    parts.flatMap((part) => [...pick(part)]);
  const told = (mishap: Mishap): MishapPredictions => ({
    rows: all(({ mishaps }) => mishaps[mishap].rows),
    chances: all(({ mishaps }) => mishaps[mishap].chances),
    base: all(({ mishaps }) => mishaps[mishap].base),
  });
  return {
    rows: all(({ rows }) => rows),
    late: all(({ late }) => late),
    p50: all(({ p50 }) => p50),
    p90: all(({ p90 }) => p90),
    before: all(({ before }) => before),
    mishaps: { short: told('short'), exception: told('exception') },
  };
}

/** The mishaps of which something was said. */
export function mishapsTold({ mishaps }: Predictions): readonly Mishap[] {
  return MISHAPS.filter((mishap) => mishaps[mishap].rows.length > 0);
}

const NONE: MishapPredictions = { rows: [], chances: [], base: [] };
