import type { Condition } from '../../domain/condition.ts';
import type { NumberFeature } from '../feature.ts';
import { severityOf } from './severity.ts';
import { SEVERITIES } from '../../domain/record/incident-records.ts';

/** Kinds of condition, told by a word in its type. What none of them matches is of the last kind. */
const KINDS = [
  { name: 'weather', words: 'weather', pattern: /weather|storm|snow|flood|heat|ice|wind/i },
  { name: 'port', words: 'trouble at a port or border', pattern: /port|harbou?r|canal|border|customs|strike/i },
  { name: 'demand', words: 'spike of demand', pattern: /demand|spike|season|promotion/i },
  { name: 'transport', words: 'dear or scarce transport', pattern: /transport|freight|fuel|capacity|cost|rate/i },
  { name: 'other', words: 'other condition', pattern: /(?:)/ },
] as const;

/** The worst condition of each kind in force on the line's path: 0 for none, 1 for low to 4 for critical. */
export const conditions: readonly NumberFeature[] = KINDS.map(({ name, words }) => ({
  kind: 'number',
  name: `${name}_severity`,
  signal: 'conditions',
  unit: 'steps of severity',
  range: [0, 4],
  nullWhen: 'the book was never told of any condition',
  ofPromise: false,
  say: (value) => (value === 0 ? `no ${words}` : `${words} of ${SEVERITIES[value - 1] ?? 'unknown'} severity`),
  compute: (snapshot) => snapshot.conditions && severityOf(snapshot.conditions.filter((one) => kindOf(one) === name)),
}));

function kindOf({ type }: Condition): (typeof KINDS)[number]['name'] {
  return KINDS.find(({ pattern }) => pattern.test(type))?.name ?? 'other';
}
