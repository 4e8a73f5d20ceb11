import type { NumberFeature } from '../feature.ts';
import type { HistoryName } from '../history-keys.ts';
import type { Snapshot } from '../snapshot.ts';

/** How many lines of the whole book's rate a key's own rate is mixed with: few outcomes then say little. */
const PRIOR_LINES = 10;

/** How lines of the same route, item, customer, ... turned out in the 365 days before. Null when none did. */
export function pastOutcomes(name: HistoryName): readonly NumberFeature[] {
  const described = { kind: 'number', ofPromise: true, drifts: true } as const;
  return [
    {
      ...described,
      name: `past_${name}_late_ratio`,
      unit: 'ratio',
      range: [0, 1],
      compute: (snapshot) => lateRatio(snapshot, name),
    },
    {
      ...described,
      name: `past_${name}_delay`,
      unit: 'days',
      range: [-365, 365],
      compute: ({ history }) => mean(history[name]?.delayDays, history[name]?.lines),
    },
    {
      ...described,
      name: `past_${name}_lead`,
      unit: 'days',
      range: [0, 1000],
      ofPromise: false,
      compute: ({ history }) => mean(history[name]?.leadDays, history[name]?.lines),
    },
    {
      ...described,
      name: `past_${name}_lines`,
      unit: 'lines',
      range: [0, 1e7],
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
