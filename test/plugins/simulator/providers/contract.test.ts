import { describe } from 'vitest';
import type { OrderRecord } from '../../../../src/domain/record/order-record.ts';
import type { ActionUnderTest } from '../../../providers/action-contract.ts';
import { describeProviderContract } from '../../../providers/contract.ts';
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

  describeProviderContract(id, async () => {
    const own = practice();
    action ??= await findAction(practice(), id); // every test has the same history
    const world = own.distributor();
    return {
      provider: SYSTEMS[id]({ id, world, pageSize: 40 }),
      unreachable: SYSTEMS[id]({ id, world: own.distributor({ directory: import.meta.filename }) }),
      now: world.clock,
      change: () => {
        own.wall.ms += 60_000;
      },
      action,
    };
  });
});

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
