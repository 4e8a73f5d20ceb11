import { defineProvider } from '../../src/providers/index.ts';
import { INPUTS } from './actions/inputs.ts';
import { mappedAction } from './actions/mapped-action.ts';
import { createClient } from './client.ts';
import { OdataConfig } from './config.ts';
import { checkService, describeKinds } from './describe-service.ts';
import { listKeys } from './list-keys.ts';
import { lookUp } from './look-up.ts';
import { planAll, traitsOf } from './plan.ts';
import { readKind } from './read-kind.ts';

/** Any OData v4 service through a mapping: read by time and key, written back with its ETags. */
export const odata = defineProvider({
  type: 'odata',
  module: import.meta.url,
  config: OdataConfig,
  reads: (config) => planAll(config).map(({ kind }) => kind),
  traits: (config) => Object.fromEntries(planAll(config).map((plan) => [plan.kind, traitsOf(plan)])),
  discover: (client, { signal }) => describeKinds(client, signal),
  connect: createClient,
  check: (client, { signal }) => checkService(client, signal),
  async *read({ service, bind, pageRows }, kind, cursor, { signal }) {
    yield* readKind(service, await bind(kind, signal), cursor, { pageRows, signal });
  },
  async *listKeys({ service, bind, pageRows }, kind, { signal }) {
    yield* listKeys(service, await bind(kind, signal), { pageRows, signal });
  },
  lookup: async (client, kind, keys, context) =>
    keys.length === 0 ? [] : lookUp(client, await client.bind(kind, context.signal), keys, context),
  actions: {
    hold: mappedAction('hold', INPUTS.hold),
    release: mappedAction('release', INPUTS.release),
    reschedule: mappedAction('reschedule', INPUTS.reschedule),
    note: mappedAction('note', INPUTS.note),
  },
});
