import type { Explainer, ModelRow } from '../../src/scoring/explainer.ts';
import type { Feature } from '../../src/scoring/feature.ts';
import { featureRow, type FeatureList } from '../../src/scoring/feature-list.ts';
import { NO_MARGINS } from '../../src/scoring/interval-margins.ts';
import { chanceOf } from '../../src/scoring/log-odds.ts';
import type { Scorer } from '../../src/scoring/snapshot.ts';

/** What one number feature adds to the log-odds per unit, and what it usually is. */
export interface Slope {
  readonly perUnit: number;
  readonly usual: readonly number[];
}

/** A model without training: log-odds are a sum over the number features that it reads. An unknown one adds nothing. */
export function linearScorer(features: FeatureList, slopes: Readonly<Record<string, Slope>>, base = -1): Scorer {
  const all: readonly Feature[] = [...features.numbers, ...features.categories];
  const slopeAt = (i: number): number => slopes[all[i]?.name ?? '']?.perUnit ?? 0;
  const logOddsOfRow = ({ numbers }: ModelRow): number =>
    numbers.reduce<number>((sum, value, i) => sum + (value ?? 0) * slopeAt(i), base);

  const explainer: Explainer = {
    factors: [
      ...all.map(({ name }) => ({ name, isRead: name in slopes, plausible: slopes[name]?.usual ?? [] })),
      { name: 'days_open', isRead: false, plausible: [0] },
    ],
    margins: NO_MARGINS,
    baseLogOdds: base,
    rowsOf: (snapshots) => snapshots.map((snapshot) => ({ ...featureRow(features, snapshot), openDays: 0 })),
    logOdds: (rows) => Float64Array.from(rows, logOddsOfRow),
    logOddsGuessed: (rows, turns) =>
      Float64Array.from(
        turns.flatMap((guesses) =>
          rows.map((row, r) =>
            logOddsOfRow({
              ...row,
              numbers: row.numbers.map((value, i) => {
                const guess = guesses[r]?.get(i);
                return typeof guess === 'number' ? guess : value;
              }),
            }),
          ),
        ),
      ),
    changes: (rows) =>
      Float64Array.from(
        rows.flatMap(({ numbers }) => [
          ...numbers.map((value, i) => (value ?? 0) * slopeAt(i)),
          ...features.categories.map(() => 0),
          0,
        ]),
      ),
  };
  return {
    version: 'linear/1',
    explainer,
    score: (snapshots) =>
      snapshots.map((snapshot) => {
        const row = { ...featureRow(features, snapshot), openDays: 0 };
        const late = chanceOf(logOddsOfRow(row));
        return { late, short: 0.1, exception: null, deliverP50At: null, deliverP90At: null, row };
      }),
  };
}
