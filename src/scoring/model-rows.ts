import { daysBetween } from '../domain/time.ts';
import type { ModelRow } from './explainer.ts';
import { featureRow, type FeatureList } from './feature-list.ts';
import { promiseLead } from './features/promise-lead.ts';
import type { Standing } from './outlook.ts';
import type { Snapshot } from './snapshot.ts';

/** What a model sees of snapshots, in their order; null for a line that was promised nothing. */
export function createModelRows(features: FeatureList): (snapshots: readonly Snapshot[]) => (ModelRow | null)[] {
  return (snapshots) =>
    snapshots.map((snapshot) => {
      const { line, order, asOf } = snapshot;
      if (line.promisedDeliverBy === null) return null;
      return { ...featureRow(features, snapshot), openDays: Math.max(0, daysBetween(order.placedAt, asOf)) };
    });
}

/** The place of the promise among the numbers of a row. */
export function promiseColumn({ numbers }: FeatureList): number {
  return numbers.findIndex(({ name }) => name === promiseLead.name);
}

/** Where rows stand; an unknown promise is the usual one. */
export function standingOfRows(features: FeatureList, rows: readonly ModelRow[], usualPromiseDays: number): Standing {
  const column = promiseColumn(features);
  const [promise, open] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  rows.forEach(({ numbers, openDays }, i) => {
    promise[i] = numbers[column] ?? usualPromiseDays;
    open[i] = openDays;
  });
  return { promise, open };
}
