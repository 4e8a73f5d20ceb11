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
import { ageHours } from './features/age-hours.ts';
import { allocatedRatio } from './features/allocated-ratio.ts';
import { atpCover } from './features/atp-cover.ts';
import { backorderedRatio } from './features/backordered-ratio.ts';
import { carrierCapacityLeft } from './features/carrier-capacity-left.ts';
import { conditions } from './features/conditions.ts';
import { creditUse } from './features/credit-use.ts';
import { customerTier } from './features/customer-tier.ts';
import { cutoffHours } from './features/cutoff-hours.ts';
import { cutoffSlack } from './features/cutoff-slack.ts';
import { daysToCover } from './features/days-to-cover.ts';
import { daysToReceipt } from './features/days-to-receipt.ts';
import { docksBusy } from './features/docks-busy.ts';
import { etaSlack } from './features/eta-slack.ts';
import { flexibleDays } from './features/flexible-days.ts';
import { isRegulated } from './features/is-regulated.ts';
import { laborSlack } from './features/labor-slack.ts';
import { lotExpiry } from './features/lot-expiry.ts';
import { marginRatio } from './features/margin-ratio.ts';
import { openSeverity } from './features/open-severity.ts';
import { penaltyRatio } from './features/penalty-ratio.ts';
import { problems } from './features/problems.ts';
import { queueHoursAtSite } from './features/queue-hours.ts';
import { returnRatio } from './features/return-ratio.ts';
import { slaHours } from './features/sla-hours.ts';
import { substituteCover } from './features/substitute-cover.ts';
import { receiptDelay } from './features/receipt-delay.ts';
import { transitSlack } from './features/transit-slack.ts';
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
      // What was agreed.
      slaHours,
      isRegulated,
      flexibleDays,
      penaltyRatio,
      // What it brings, and what else could serve it.
      marginRatio,
      substituteCover,
      returnRatio,
      // Whether it can be done in time.
      atpCover,
      daysToCover,
      daysToReceipt,
      lotExpiry,
      allocatedRatio,
      backorderedRatio,
      queueHoursAtSite,
      laborSlack,
      docksBusy,
      cutoffHours,
      cutoffSlack,
      carrierCapacityLeft,
      transitSlack,
      etaSlack,
      ageHours,
      // What is amiss, inside and outside.
      ...problems,
      openSeverity,
      creditUse,
      receiptDelay,
      ...conditions,
      // How it went before.
      ...historyNames(settings).flatMap(pastOutcomes),
      ...[...new Set(settings.numbers)].map(bookNumber),
    ],
    categories: [...[...categories].filter((name) => !settings.never.includes(name)).map(bookCategory), customerTier],
  };
}

/** All features in order: `[value, known]` of the first comes first in what a score reports. */
export function allFeatures({ numbers, categories }: FeatureList): readonly Feature[] {
  return [...numbers, ...categories];
}

/** Everything computed once. Plain loops: a book is scored with two million of these. */
export function featureRow({ numbers, categories }: FeatureList, snapshot: Snapshot): FeatureRow {
  const values: (number | null)[] = [];
  for (const feature of numbers) values.push(within(feature, feature.compute(snapshot)));
  const words: (string | null)[] = [];
  for (const feature of categories) words.push(feature.compute(snapshot));
  return { numbers: values, categories: words };
}

function within({ range }: NumberFeature, value: number | null): number | null {
  if (value === null || Number.isNaN(value)) return null;
  return value < range[0] ? range[0] : value > range[1] ? range[1] : value;
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
