import { MS_PER_DAY, ProviderError, type CheckReport, type Log, type TraitsByKind } from '../../src/providers/index.ts';
import type { Database } from './database.ts';
import type { KindPlan } from './plan.ts';
import { describeStatement, timelessStatement } from './statements.ts';

const DATE = 1082;
/** Digits of a second's fraction where the column names no other number of them. */
const DIGITS = 6;

/** Asks once for every kind whether its columns are there, and whether the role may do more than it should. */
export async function checkSource(
  database: Database,
  plans: readonly KindPlan[],
  { signal, log }: { readonly signal: AbortSignal; readonly log: Log },
): Promise<CheckReport> {
  const [[role = '', version = '', isSuper = ''] = []] = (
    await database.ask(
      "SELECT current_user, current_setting('server_version'), rolsuper FROM pg_roles WHERE rolname = current_user",
      [],
      signal,
    )
  ).rows;
  if (isSuper === 't') log.warn({ role }, 'the role that reads may do everything: give it one that may only read');
  for (const plan of plans) {
    await database.ask(describeStatement(plan).sql, [], signal);
    await refuseTimeless(database, plan, signal);
  }
  const kinds = plans.map(({ kind, label }) => `${kind} from ${label}`);
  return { detail: `PostgreSQL ${version} as ${role}: ${kinds.join(', ')}` };
}

/** What the server says of the time columns. */
export async function describeTimes(
  database: Database,
  plans: readonly KindPlan[],
  signal: AbortSignal,
): Promise<TraitsByKind> {
  const timed = plans.filter(({ time }) => time !== null);
  const described = await Promise.all(
    timed.map(async (plan) => {
      const { columns } = await database.ask(describeStatement(plan).sql, [], signal);
      const time = columns[plan.keys.length];
      return [plan.kind, { precisionMs: precisionMsOf(time?.type ?? 0, time?.modifier ?? -1) }] as const;
    }),
  );
  return Object.fromEntries(described);
}

/** A row without a time comes in no order and would never be read: throws `config`. */
export async function refuseTimeless(database: Database, plan: KindPlan, signal: AbortSignal): Promise<void> {
  if (plan.time === null) return;
  const { sql, values } = timelessStatement(plan);
  if ((await database.ask(sql, values, signal)).rows.length === 0) return;
  throw new ProviderError(
    'config',
    `${plan.label}: expected a time in column "${plan.time}" of every row, came NULL: use coalesce in a query`,
  );
}

function precisionMsOf(type: number, modifier: number): number {
  if (type === DATE) return MS_PER_DAY;
  return 10 ** (3 - (modifier < 0 ? DIGITS : modifier));
}
