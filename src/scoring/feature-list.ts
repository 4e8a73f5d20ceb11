import { AppError } from '../errors.ts';
import { OWN_FACTS } from './facts.ts';
import type { CategoryFeature, Feature, FeatureRow, NumberFeature } from './feature.ts';
import { bookCategory, bookNumber } from './features/book-fact.ts';
import { calendar } from './features/calendar.ts';
import { lineValue } from './features/line-value.ts';
import { orderLineCount } from './features/order-line-count.ts';
import { pastOutcomes } from './features/past-outcomes.ts';
import { promiseLead } from './features/promise-lead.ts';
import { quantity } from './features/quantity.ts';
import { requestedLead } from './features/requested-lead.ts';
import { requestedSlack } from './features/requested-slack.ts';
import { stockCover } from './features/stock-cover.ts';
import { unitValue } from './features/unit-value.ts';
import { historyNames } from './history-keys.ts';
import type { ScoringSettings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** The features of one book, in the one order in which every row and every model has them: numbers, then categories. */
export interface FeatureList {
  readonly numbers: readonly NumberFeature[];
  readonly categories: readonly CategoryFeature[];
}

/** The features that a book's settings make. Throws `CONFIG_INVALID` when a name is both used and in `never`. */
export function featureList(settings: ScoringSettings): FeatureList {
  refuseNever(settings);
  const categories = new Set([...settings.categories, ...settings.route, ...Object.keys(OWN_FACTS)]);
  return {
    numbers: [
      promiseLead,
      requestedSlack,
      requestedLead,
      quantity,
      lineValue,
      unitValue,
      orderLineCount,
      ...calendar,
      stockCover,
      ...historyNames(settings).flatMap(pastOutcomes),
      ...[...new Set(settings.numbers)].map(bookNumber),
    ],
    categories: [...categories].filter((name) => !settings.never.includes(name)).map(bookCategory),
  };
}

/** All features in order: `[value, known]` of the first comes first in what a score reports. */
export function allFeatures({ numbers, categories }: FeatureList): readonly Feature[] {
  return [...numbers, ...categories];
}

export function featureRow({ numbers, categories }: FeatureList, snapshot: Snapshot): FeatureRow {
  return {
    numbers: numbers.map((feature) => clamp(feature.compute(snapshot), feature.range)),
    categories: categories.map((feature) => feature.compute(snapshot)),
  };
}

function clamp(value: number | null, [low, high]: readonly [number, number]): number | null {
  return value === null || Number.isNaN(value) ? null : Math.min(high, Math.max(low, value));
}

function refuseNever({ route, categories, numbers, never }: ScoringSettings): void {
  const used = [...route, ...categories, ...numbers].filter((name) => never.includes(name));
  if (used.length === 0) return;
  const names = used.join(', ');
  throw new AppError(
    'CONFIG_INVALID',
    `scoring: ${names} is in never and also used as a feature: take it out of one of the two`,
  );
}
