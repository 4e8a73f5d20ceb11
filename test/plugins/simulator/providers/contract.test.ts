import { describe, it } from 'vitest';
import type { OrderRecord } from '../../../../src/domain/record/order-record.ts';
import type { HostedProvider } from '../../../../src/providers/host.ts';
import {
  describeConformance,
  keyOf,
  type ActionUnderTest,
  type CanonicalRecord,
  type RecordRef,
} from '../../../../src/providers/index.ts';
import { firstOf } from '../../../providers/read-all.ts';
import { practice, readOn, SYSTEMS, type OpenSystems, type Practice, type SystemId } from '../practice.ts';

/** Actions of each system that may be legal for a line, and one that never is. */
const ACTIONS: Readonly<Record<SystemId, (order: OrderRecord, systems: OpenSystems) => Promise<Candidates>>> = {
  'sim-erp': async ({ id }) => {
    const input = { orderId: id, kind: 'manual', reason: 'to be looked at' };
    return { name: 'hold', inputs: [input], illegal: { ...input, orderId: 'no such order' } };
  },
  'sim-crm': async ({ id }) => {
    const input = { orderId: id, text: 'it is on its way' };
    return { name: 'notify', inputs: [input], illegal: { ...input, orderId: 'no such order' } };
  },
  'sim-tms': async (order, { get }) => {
    const services = (await readOn(get('sim-tms'), 'carrierService')).records;
    const line = { orderId: order.id, lineNumber: firstOf(order.lines).lineNumber };
    return {
      name: 'reroute',
      inputs: services.map(({ id }) => ({ ...line, carrierServiceId: id })),
      illegal: { ...line, carrierServiceId: 'no such service' },
    };
  },
  'sim-wms': async (order, { get }) => {
    const sites = (await readOn(get('sim-wms'), 'site')).records;
    const { lineNumber, quantity } = firstOf(order.lines);
    const line = { orderId: order.id, lineNumber, quantity: quantity.value };
    return {
      name: 'reallocate',
      inputs: sites.map(({ id }) => ({ ...line, from: { siteId: id } })),
      illegal: { ...line, from: { siteId: 'no such site' } },
    };
  },
};

interface Candidates {
  readonly name: string;
  readonly inputs: readonly unknown[];
  readonly illegal: unknown;
}

describe.each(Object.keys(SYSTEMS) as SystemId[])('%s', (id) => {
  let action: ActionUnderTest | null = null;

  describeConformance({ describe, it }, id, async () => {
    const own = practice();
    action ??= await findAction(practice(), id); // every test has the same history
    const world = own.distributor();
    return {
      provider: SYSTEMS[id]({ id, world, pageSize: 40 }),
      unreachable: SYSTEMS[id]({ id, world: own.distributor({ directory: import.meta.filename }) }),
      now: world.clock,
      change: () => anHourOn(own, own.open(world).get(id)),
      action,
      skips: SKIPS,
    };
  });
});

const BY_ITSELF = 'it goes on by itself: nobody can tell it what to change';
const NO_WAY = 'a source in this process has no way to it on which something could fail';

const SKIPS = {
  'C01.4': 'it asks for no credentials',
  'C01.5': 'it has no sessions',
  'C03.4': BY_ITSELF,
  'C04.1': BY_ITSELF,
  C05: BY_ITSELF,
  C06: BY_ITSELF,
  'C07.3': 'it hides nothing from anyone',
  'C07.4': NO_WAY,
  'C08.5': 'its answers cannot get lost',
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [`C09.${number}`, NO_WAY])),
};

/** Lets an hour pass, and names something that changed in it. */
async function anHourOn(own: Practice, provider: HostedProvider): Promise<RecordRef> {
  const before = new Set<string>();
  for (const kind of provider.kinds)
    (await readOn(provider, kind)).records.forEach((record) => before.add(said(record)));
  own.wall.ms += 60_000;
  for (const kind of provider.kinds) {
    const changed = (await readOn(provider, kind)).records.find((record) => !before.has(said(record)));
    if (changed) return { kind, key: keyOf(changed) };
  }
  throw new Error('expected something to change within an hour, nothing did');
}

/** All but when it changed. */
function said(record: CanonicalRecord): string {
  return JSON.stringify({ ...record, changedAt: null });
}

/** The first action of a system that its newest orders allow. */
async function findAction(own: Practice, id: SystemId): Promise<ActionUnderTest> {
  const systems = own.open();
  const orders = (await readOn(systems.get('sim-erp'), 'order')).records.reverse();
  for (const order of orders) {
    const { name, inputs, illegal } = await ACTIONS[id](order, systems);
    for (const input of inputs) {
      if ((await systems.get(id).plan(name, input)).status !== 'ready') continue;
      await systems.host.close();
      return { name, input, illegal };
    }
  }
  throw new Error(`expected an order on which ${id} can act, came none`);
}
