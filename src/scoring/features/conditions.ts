import type { Condition } from '../../domain/condition.ts';
import type { NumberFeature } from '../feature.ts';
import { severityOf } from './severity.ts';
import { SEVERITIES } from '../../domain/record/incident-records.ts';

/** Kinds of condition, told by a word in its type. What has none of these words is of the last kind. */
const KINDS = [
  { name: 'weather', title: 'weather', words: ['weather', 'storm', 'snow', 'flood', 'heat', 'ice', 'wind', 'fog'] },
  {
    name: 'port',
    title: 'trouble at a port or border',
    words: ['port', 'harbour', 'canal', 'border', 'customs', 'strike'],
  },
  { name: 'demand', title: 'spike of demand', words: ['demand', 'spike', 'promotion'] },
  { name: 'transport', title: 'dear or scarce transport', words: ['transport', 'freight', 'fuel', 'capacity'] },
  { name: 'other', title: 'other condition', words: [] },
] as const satisfies readonly { name: string; title: string; words: readonly string[] }[];

/** The worst condition of each kind in force on the line's path: 0 for none, 1 for low to 4 for critical. */
export const conditions: readonly NumberFeature[] = KINDS.map(({ name, title }) => ({
  kind: 'number',
  name: `${name}_severity`,
  signal: 'conditions',
  unit: 'steps of severity',
  range: [0, 4],
  nullWhen: 'the book was never told of any condition',
  ofPromise: false,
  say: (value) => (value === 0 ? `no ${title}` : `${title} of ${SEVERITIES[value - 1] ?? 'unknown'} severity`),
  compute: (snapshot) => snapshot.conditions && severityOf(snapshot.conditions.filter((one) => kindOf(one) === name)),
}));

type Kind = (typeof KINDS)[number]['name'];

const kindByType = new Map<string, Kind>();
const MOST_TYPES = 1000;

function kindOf({ type }: Condition): Kind {
  const known = kindByType.get(type);
  if (known) return known;
  const kind = KINDS.find(({ words }) => words.some((word) => wordsOf(type).includes(word)))?.name ?? 'other';
  if (kindByType.size >= MOST_TYPES) kindByType.clear();
  kindByType.set(type, kind);
  return kind;
}

/** `demandSpike`, `demand-spike` and `Demand spike` are the same two words. */
function wordsOf(type: string): readonly string[] {
  return type
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}
