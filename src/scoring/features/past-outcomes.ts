import type { NumberFeature } from '../feature.ts';
import type { HistoryName } from '../history-keys.ts';
import type { SignalName } from '../signals/signal-list.ts';
import type { Snapshot } from '../snapshot.ts';
import { days, figure, percent } from './wording.ts';

const NO_OUTCOME = 'none of them came to an end in those days';

/** What each history is about, as a sentence names it. */
const SAME: Readonly<Record<HistoryName, string>> = {
  book: 'all lines',
  route: 'lines on this route',
  item: 'lines of this item',
  customer: 'lines to this customer',
  supplier: 'lines from this supplier',
  carrierService: 'lines with this carrier service',
};

const SIGNAL_OF: Readonly<Record<HistoryName, SignalName>> = {
  book: 'bookHistory',
  route: 'wayHistory',
  item: 'wayHistory',
  customer: 'serviceHistory',
  supplier: 'wayHistory',
  carrierService: 'wayHistory',
};

/** How many lines of the whole book's rate a key's own rate is mixed with: few outcomes then say little. */
const PRIOR_LINES = 10;

/** How lines of the same route, item, customer, ... turned out in the 365 days before. Null when none did. */
export function pastOutcomes(name: HistoryName): readonly NumberFeature[] {
  const described = {
    kind: 'number',
    signal: SIGNAL_OF[name],
    nullWhen: NO_OUTCOME,
    ofPromise: true,
    drifts: true,
  } as const;
  const same = SAME[name];
  return [
    {
      ...described,
      name: `past_${name}_late_ratio`,
      unit: 'ratio',
      range: [0, 1],
      say: (value) => `${percent(value)} of ${same} came late in the past year`,
      compute: (snapshot) => lateRatio(snapshot, name),
    },
    {
      ...described,
      name: `past_${name}_delay`,
      unit: 'days',
      range: [-365, 365],
      say: (value) =>
        value < 0
          ? `${same} came ${days(-value)} before the promise on average in the past year`
          : `${same} came ${days(value)} after the promise on average in the past year`,
      compute: ({ history }) => mean(history[name]?.delayDays, history[name]?.lines),
    },
    {
      ...described,
      name: `past_${name}_lead`,
      unit: 'days',
      range: [0, 1000],
      say: (value) => `${same} took ${days(value)} on average in the past year`,
      ofPromise: false,
      compute: ({ history }) => mean(history[name]?.leadDays, history[name]?.lines),
    },
    {
      ...described,
      name: `past_${name}_lines`,
      unit: 'lines',
      range: [0, 1e7],
      nullWhen: 'never',
      say: (value) => `${figure(value)} deliveries of ${same} in the past year`,
      ofPromise: false,
      compute: ({ history }) => history[name]?.lines ?? 0,
    },
  ];
}

function lateRatio({ history }: Snapshot, name: HistoryName): number | null {
  const tally = history[name];
  if (!tally) return null;
  const book = name === 'book' ? undefined : history.book;
  const bookRatio = book ? book.late / book.lines : 0;
  const priorLines = book ? PRIOR_LINES : 0;
  return (tally.late + priorLines * bookRatio) / (tally.lines + priorLines);
}

function mean(sum: number | undefined, lines: number | undefined): number | null {
  return sum === undefined || !lines ? null : sum / lines;
}
