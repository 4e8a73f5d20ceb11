/** How well chances told what happened. A metric that these rows do not define (no late row, no rows) is null. */
export interface Metrics {
  readonly rows: number;
  /** Share of the rows that were late. */
  readonly baseRate: number | null;
  /** Chance that a late row has a higher score than a row that was not late; ties count half. */
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** Mean squared error of the chances. */
  readonly brier: number | null;
  /** In nats; chances are kept off 0 and 1 by 1e-6. */
  readonly logLoss: number | null;
  /** Expected calibration error over 10 bins of equally many rows. */
  readonly ece: number | null;
  /** Share of late rows among the riskiest 5 % (at least one row; ties as they fall, on average). */
  readonly precisionTop5: number | null;
  readonly precisionTop10: number | null;
}

export type MetricName = Exclude<keyof Metrics, 'rows'>;
export const METRIC_NAMES = [
  'baseRate',
  'rocAuc',
  'averagePrecision',
  'brier',
  'logLoss',
  'ece',
  'precisionTop5',
  'precisionTop10',
] as const satisfies readonly MetricName[];

/** Chances with what came of them, one by one. */
export interface Judged {
  readonly chances: ArrayLike<number>;
  readonly late: ArrayLike<boolean>;
}

const ECE_BINS = 10;
const LEAST = 1e-6;

/** All metrics of one set of rows. */
export function metricsOf({ chances, late }: Judged): Metrics {
  const rows = Array.from({ length: chances.length }, (_, i): Row => ({
    chance: chances[i] ?? 0,
    late: late[i] ? 1 : 0,
  }));
  rows.sort((a, b) => b.chance - a.chance);
  const groups = tieGroups(rows);
  return {
    rows: rows.length,
    baseRate: mean(rows, (row) => row.late),
    rocAuc: rocAuc(groups),
    averagePrecision: averagePrecision(groups),
    brier: mean(rows, (row) => (row.chance - row.late) ** 2),
    logLoss: mean(rows, ({ chance, late: y }) => -Math.log(Math.max(LEAST, y === 1 ? chance : 1 - chance))),
    ece: rows.length === 0 ? null : expectedCalibrationError(rows),
    precisionTop5: precisionInTop(groups, rows.length, 0.05),
    precisionTop10: precisionInTop(groups, rows.length, 0.1),
  };
}

interface Row {
  readonly chance: number;
  readonly late: 0 | 1;
}

/** Rows with one chance in common: their order means nothing. */
interface Group {
  readonly rows: number;
  readonly late: number;
}

/** Highest chance first. */
function tieGroups(sorted: readonly Row[]): Group[] {
  const groups: { rows: number; late: number }[] = [];
  sorted.forEach((row, i) => {
    if (i === 0 || sorted[i - 1]?.chance !== row.chance) groups.push({ rows: 0, late: 0 });
    const group = groups.at(-1);
    if (!group) return;
    group.rows += 1;
    group.late += row.late;
  });
  return groups;
}

function rocAuc(groups: readonly Group[]): number | null {
  const late = sum(groups, (group) => group.late);
  const onTime = sum(groups, (group) => group.rows) - late;
  if (late === 0 || onTime === 0) return null;
  let lateAbove = 0;
  let area = 0;
  for (const group of groups) {
    area += (group.rows - group.late) * (lateAbove + group.late / 2);
    lateAbove += group.late;
  }
  return area / late / onTime;
}

/** Precision at each chance, weighted by the recall it adds: the step-wise sum, without interpolation. */
function averagePrecision(groups: readonly Group[]): number | null {
  const late = sum(groups, (group) => group.late);
  if (late === 0) return null;
  let rowsAbove = 0;
  let lateAbove = 0;
  let precision = 0;
  for (const group of groups) {
    rowsAbove += group.rows;
    lateAbove += group.late;
    precision += (group.late / late) * (lateAbove / rowsAbove);
  }
  return precision;
}

function expectedCalibrationError(sorted: readonly Row[]): number {
  let error = 0;
  for (let bin = 0; bin < ECE_BINS; bin += 1) {
    const from = Math.floor((bin * sorted.length) / ECE_BINS);
    const rows = sorted.slice(from, Math.floor(((bin + 1) * sorted.length) / ECE_BINS));
    error += Math.abs(sum(rows, (row) => row.chance - row.late));
  }
  return error / sorted.length;
}

function precisionInTop(groups: readonly Group[], rows: number, share: number): number | null {
  if (rows === 0) return null;
  const wanted = Math.max(1, Math.round(rows * share));
  let taken = 0;
  let late = 0;
  for (const group of groups) {
    const take = Math.min(group.rows, wanted - taken);
    taken += take;
    late += (group.late * take) / group.rows;
    if (taken >= wanted) break;
  }
  return late / wanted;
}

function mean<T>(items: readonly T[], value: (item: T) => number): number | null {
  return items.length === 0 ? null : sum(items, value) / items.length;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
