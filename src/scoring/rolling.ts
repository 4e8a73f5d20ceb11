import { bounded } from './calibration.ts';
import type { ColumnsBySight } from './columns.ts';
import { datedOutcome, dateLevelsFor, type DatedOutcome } from './conformal.ts';
import type { SegmentColumn } from './coverage.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable } from './example-table.ts';
import { choose, fit } from './fit.ts';
import { measure, type Measured } from './measure.ts';
import { metricsOf } from './metrics.ts';
import { disposeFit } from './pack-fit.ts';
import { joined, predictionsOf, type Predictions } from './predictions.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';

/** A span of time whose lines are scored by a model that knew nothing of it. Days since 1970. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

export interface RollingTask {
  readonly table: ExampleTable;
  readonly columns: ColumnsBySight;
  readonly segments: readonly SegmentColumn[];
  readonly recipe: Recipe;
  /** What came later is not known (days since 1970). */
  readonly knownUntil: number;
}

/** How the model of one period did in it. */
export interface PeriodMeasured extends Period {
  readonly rows: number;
  readonly lateRatio: number | null;
  readonly rocAuc: number | null;
  readonly ruleRocAuc: number | null;
  readonly logLoss: number | null;
}

/** All periods pooled. Dates were conformed on the periods before. */
export interface RollingMeasured extends Measured {
  /** Mean over periods of the ROC-AUC inside each: ranking alone, without what drifts from period to period. */
  readonly within: { readonly model: number | null; readonly routeRule: number | null };
}

export interface Rolling {
  /** Trains on what was known when the period began, and measures on the lines placed in it. */
  readonly period: (period: Period) => PeriodMeasured;
  readonly measured: () => RollingMeasured;
}

/** Rolling origin: periods are given in the order of time. */
export function createRolling(tf: Tensorflow, { table, columns, segments, recipe, knownUntil }: RollingTask): Rolling {
  const parts: Predictions[] = [];
  const dateColumns = segments.map(({ column }) => column);
  const aucs: { readonly model: number; readonly rule: number }[] = [];

  function period({ from, until }: Period): PeriodMeasured {
    const task = { table, recipe, columns, knownUntil: from, onProgress: () => undefined };
    const plain = fit(tf, task, choose(tf, task));
    const fitted = {
      ...plain,
      levels: dateLevelsFor(
        parts.flatMap((part) => knownOutcomes(part, from)),
        dateColumns,
      ),
    };
    const isIn = (row: number): boolean => at(table.asOf, row) >= from && at(table.asOf, row) < until;
    const rows = rowsWhere(table, (row) => isIn(row) && lateAt(table, row, knownUntil) !== null);
    const predictions = predictionsOf(tf, fitted, table, rows, knownUntil);
    disposeFit(fitted);
    parts.push(predictions);

    const late = Array.from(rows, (row) => lateAt(table, row, knownUntil) === true);
    const { baseRate, rocAuc, logLoss } = metricsOf({ chances: predictions.late, late });
    const rule = metricsOf({ chances: Array.from(rows, ruleOf), late }).rocAuc;
    if (rocAuc !== null) aucs.push({ model: rocAuc, rule: rule ?? 0.5 });
    return { from, until, rows: rows.length, lateRatio: baseRate, rocAuc, ruleRocAuc: rule, logLoss };
  }

  /** How likely earlier models held deliveries to come before they came, as far as those were known at an instant. */
  function knownOutcomes({ rows, before }: Predictions, from: number): DatedOutcome[] {
    return rows.flatMap((row, i) => {
      if (!isDecided(table, row, from)) return [];
      return [datedOutcome(table, row, at(table.delivered, row) <= from ? at(before, i) : 1, dateColumns)];
    });
  }

  function ruleOf(row: number): number {
    const base = at(table.baseRatio, row);
    const rule = at(table.routeRatio, row);
    return bounded(Number.isNaN(rule) ? (Number.isNaN(base) ? 0.5 : base) : rule);
  }

  return {
    period,
    measured: () => ({
      ...measure(joined(parts), { table, knownUntil, segments, seed: recipe.seed }),
      within: { model: mean(aucs.map(({ model }) => model)), routeRule: mean(aucs.map(({ rule }) => rule)) },
    }),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
