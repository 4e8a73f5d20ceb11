import type { KindTraits, RecordKind, TraitsByKind, CheckReport } from '../../src/providers/index.ts';
import { checkDeeds } from './actions/check-deeds.ts';
import type { OdataClient } from './client.ts';
import { after, allOf } from './filter.ts';
import { refuseTimeless } from './read-kind.ts';
import { pathOf } from './request-path.ts';

/** A time in the order of which a service is asked to compare, as it will be for the second page. */
const SOME_TIME = '2000-01-01T00:00:00.000Z';

/** Compares every name of the mapping with what the service says of itself, and asks it once for each kind. Throws `config`. */
export async function checkService(client: OdataClient, signal: AbortSignal): Promise<CheckReport> {
  const { service, plans, bind, deeds } = client;
  for (const { kind } of plans) {
    const bound = await bind(kind, signal);
    if (kind === 'order') checkDeeds(bound, deeds);
    const { plan, selection, time } = bound;
    const since = time && after(bound, { at: SOME_TIME, ties: null, link: null });
    const $filter = allOf(plan.filter, since);
    await service.rows(pathOf(plan.entitySet, { ...selection, $filter, $top: '1' }), { signal });
    await refuseTimeless(service, bound, signal);
  }
  const kinds = plans.map(({ kind, entitySet }) => `${kind} from ${entitySet}`);
  const does = deeds.size > 0 ? `; does ${[...deeds.keys()].join(', ')}` : '; reads only';
  return { detail: `OData service answers: ${kinds.join(', ')}${does}` };
}

/** What the service says of the kinds. */
export async function describeKinds({ plans, bind }: OdataClient, signal: AbortSignal): Promise<TraitsByKind> {
  const described: [RecordKind, KindTraits][] = [];
  for (const { kind } of plans) {
    const { keys, time } = await bind(kind, signal);
    const key = keys.map(({ path, type }) => `${path} (${type})`).join(', ');
    described.push([kind, { key, deletes: false, ...(time ? { precisionMs: time.precisionMs } : {}) }]);
  }
  return Object.fromEntries(described);
}
