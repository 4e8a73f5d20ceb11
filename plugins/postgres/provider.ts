import { defineProvider, type KindTraits } from '../../src/providers/index.ts';
import { createClient, listen, listKeys } from './client.ts';
import { PostgresConfig } from './config.ts';
import { checkSource, describeTimes } from './describe-source.ts';
import { lookUp } from './look-up.ts';
import { planAll, type KindPlan } from './plan.ts';
import { readKind } from './read-kind.ts';

/** Any view, table or query of a PostgreSQL database through a mapping. Reads only. */
export const postgres = defineProvider({
  type: 'postgres',
  module: import.meta.url,
  config: PostgresConfig,
  reads: (config) => planAll(config).map(({ kind }) => kind),
  traits: (config) => Object.fromEntries(planAll(config).map((plan) => [plan.kind, traitsOf(plan)])),
  discover: ({ database, plans }, { signal }) => describeTimes(database, plans, signal),
  connect: createClient,
  check: ({ database, plans }, context) => checkSource(database, plans, context),
  read: ({ database, planOf, pageRows }, kind, cursor, { signal }) =>
    readKind(database, planOf(kind), cursor, { pageRows, signal }),
  listKeys,
  lookup: async ({ database, planOf, keyColumnsOf }, kind, keys, context) => {
    const plan = planOf(kind);
    return lookUp(database, plan, await keyColumnsOf(plan, context.signal), keys, context);
  },
  listen,
  close: ({ database }) => database.close(),
});

/** Without a time, what changed is found by reading everything again. */
function traitsOf({ keys, time, overlapMs }: KindPlan): KindTraits {
  const key = keys.join(', ');
  return time === null
    ? { key, cursor: null, sweep: 'records' }
    : { key, cursor: time, precisionMs: 0.001, overlapMs, sweep: 'keys' };
}
