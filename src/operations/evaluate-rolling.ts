import { setImmediate } from 'node:timers/promises';
import { MS_PER_DAY, toInstant, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { columnsOf, segmentColumns } from '../scoring/columns.ts';
import { at, exampleTable, inTimeOrder, isDecided, rowsWhere, toDays } from '../scoring/example-table.ts';
import { featureList } from '../scoring/feature-list.ts';
import { DEFAULT_RECIPE, type Recipe } from '../scoring/recipe.ts';
import { createRolling, type PeriodMeasured, type RollingMeasured } from '../scoring/rolling.ts';
import type { ScoringSettings } from '../scoring/settings.ts';
import { loadTensorflow } from '../scoring/tensorflow.ts';
import { collectExamples, type EventSource } from './collect-examples.ts';

/** Calendar spans, in UTC. */
export const EVERY = ['month', 'quarter'] as const;
export type Every = (typeof EVERY)[number];

export interface EvaluateRollingOptions {
  readonly every: Every;
  /** In the first and the last period; null: from the middle line on, and until the last. */
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** What happened later does not exist; null for everything there is. */
  readonly asOf: Instant | null;
  readonly seed: number;
  readonly recipe?: Partial<Recipe>;
  readonly signal?: AbortSignal;
  readonly onPeriod?: (period: RollingPeriod, ratio: number) => void;
}

export interface RollingPeriod extends Omit<PeriodMeasured, 'from' | 'until'> {
  readonly from: Instant;
}

export interface RollingEvaluation extends RollingMeasured {
  readonly every: Every;
  readonly periods: readonly RollingPeriod[];
}

/** Fewer lines whose promise is over teach nothing. */
const LEAST_LINES = 100;

/**
 * Measures the recipe, not a model: for each period a model is trained on what was known when it began, and measured on the lines
 * placed in it. Nothing is saved. Throws `INPUT_INVALID` when there are too few lines.
 */
export async function evaluateRolling(
  events: EventSource,
  settings: ScoringSettings,
  { every, first, last, asOf, seed, recipe, signal, onPeriod }: EvaluateRollingOptions,
): Promise<RollingEvaluation> {
  const { examples, lastEventAt } = await collectExamples(events, settings, {
    asOf,
    refuseUnknownFacts: true,
    ...(signal ? { signal } : {}),
  });
  const table = exampleTable(inTimeOrder(examples));
  const features = featureList(settings);
  const knownUntil = asOf ?? lastEventAt;
  const middle = at(table.asOf, table.count >> 1);
  const end = at(table.asOf, table.count - 1);
  if (knownUntil === null || table.count < 2 * LEAST_LINES) throw tooFew(table.count);

  const rolling = createRolling(await loadTensorflow(), {
    table,
    columns: columnsOf(features),
    segments: segmentColumns(features),
    recipe: { ...DEFAULT_RECIPE, ...recipe, seed },
    knownUntil: toDays(knownUntil),
  });
  const starts = startsBetween(first ?? instantOf(middle), last ?? instantOf(end), every);
  const periods: RollingPeriod[] = [];
  for (const [index, start] of starts.entries()) {
    await setImmediate(undefined, signal ? { signal } : undefined);
    const from = toDays(start);
    const known = rowsWhere(table, (row) => at(table.asOf, row) < from && isDecided(table, row, from));
    if (known.length < LEAST_LINES) continue;
    const { until: _, ...measured } = rolling.period({ from, until: toDays(next(start, every)) });
    const period = { ...measured, from: start };
    periods.push(period);
    onPeriod?.(period, (index + 1) / starts.length);
  }
  if (periods.every(({ rows }) => rows === 0)) throw tooFew(table.count);
  return { every, periods, ...rolling.measured() };
}

function tooFew(lines: number): AppError {
  return new AppError(
    'INPUT_INVALID',
    `rolling evaluation: expected ${LEAST_LINES} lines whose promise is over before the first period and lines in it, came ${lines} lines in all; begin later, or give more lines`,
    { lines },
  );
}

function startsBetween(first: Instant, last: Instant, every: Every): Instant[] {
  const starts: Instant[] = [];
  for (let start = startOf(first, every); start <= last; start = next(start, every)) starts.push(start);
  return starts;
}

function startOf(instant: Instant, every: Every): Instant {
  const date = new Date(instant);
  const month = date.getUTCMonth();
  return toInstant(new Date(Date.UTC(date.getUTCFullYear(), every === 'quarter' ? month - (month % 3) : month)));
}

function next(start: Instant, every: Every): Instant {
  const date = new Date(start);
  date.setUTCMonth(date.getUTCMonth() + (every === 'quarter' ? 3 : 1));
  return toInstant(date);
}

function instantOf(days: number): Instant {
  return toInstant(new Date(Math.round(days * MS_PER_DAY)));
}
