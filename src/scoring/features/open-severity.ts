import type { NumberFeature } from '../feature.ts';
import { SEVERITIES } from '../../domain/record/incident-records.ts';
import { severityOf } from './severity.ts';

/** The worst open exception on the line, its order or its supply: 0 for none, 1 for low to 4 for critical. */
export const openSeverity = {
  kind: 'number',
  name: 'open_severity',
  signal: 'openExceptions',
  unit: 'steps of severity',
  range: [0, 4],
  nullWhen: 'the book was never told of any exception',
  ofPromise: false,
  say: (value) =>
    value === 0 ? 'no open exception' : `open exception of ${SEVERITIES[value - 1] ?? 'unknown'} severity`,
  compute: ({ exceptions }) => exceptions && severityOf(exceptions),
} satisfies NumberFeature;
