import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { Feature } from '../feature.ts';
import type { FeatureList } from '../feature-list.ts';
import { days } from '../features/wording.ts';
import { SIGNALS, type SignalName } from '../signals/signal-list.ts';

/** A factor of the model's as reasons tell of it. */
export interface ReadFeature {
  readonly name: string;
  readonly signal: SignalName;
  /** What was seen of it when the line was scored, in words. */
  readonly sayOf: (risk: Pick<RecordedRisk, 'seen'>) => string;
}

/** The factors of a book's models, in their order: the features, then the days that the order has been open. */
export function readFeatures({ numbers, categories }: FeatureList): readonly ReadFeature[] {
  return [
    ...numbers.map((feature, i) =>
      readFeature(feature, ({ seen }) => {
        const value = seen?.numbers[i] ?? null;
        return value === null ? null : feature.say(value);
      }),
    ),
    ...categories.map((feature, i) =>
      readFeature(feature, ({ seen }) => {
        const word = seen?.categories[i] ?? null;
        return word === null ? null : feature.say(word);
      }),
    ),
    { name: 'days_open', signal: 'order', sayOf: ({ seen }) => `ordered ${days(seen?.openDays ?? 0)} ago` },
  ];
}

function readFeature({ name, signal }: Feature, say: (risk: Pick<RecordedRisk, 'seen'>) => string | null): ReadFeature {
  return { name, signal, sayOf: (risk) => say(risk) ?? `${SIGNALS[signal].title}: ${name} is not known` };
}
