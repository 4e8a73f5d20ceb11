import { HOLD_KINDS, Key, ProviderError, z, type Action, type PlannedChange } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import {
  findNote,
  findOrder,
  isFollowedBy,
  needOrder,
  noOrder,
  observed,
  versionOf,
  type HistoryEntry,
} from './journal.ts';
import { noteDown, transition } from './mutations.ts';

const Hold = z.strictObject({ orderId: Key, kind: z.enum(HOLD_KINDS), reason: z.string().min(1).max(500) });

/** Moves an order into the state in which nothing is sent. An order has one hold at most, whose id is the state's name. */
export const hold: Action<VendureClient, z.output<typeof Hold>> = {
  input: Hold,

  plan: async (client, { orderId }, { signal }) => {
    const { holdState } = client.config;
    if (holdState === null) return { status: 'refused', reason: 'this shop has no state for holds: see `holdState`' };
    const order = await findOrder(client, orderId, { signal });
    if (!order) return { status: 'refused', reason: noOrder(orderId) };
    if (order.state === holdState) return { status: 'refused', reason: `order ${orderId} is on hold already` };
    if (!order.nextStates.includes(holdState))
      return { status: 'refused', reason: `order ${orderId} is in ${order.state}, from where it cannot be held` };
    const change: PlannedChange = { kind: 'order', key: orderId, field: 'holds', from: [], to: [holdState] };
    return { status: 'ready', version: versionOf(order), changes: [change] };
  },

  execute: async (client, { input, version }, key, { signal }) => {
    const { fields } = client.config;
    const holdState = needHoldState(client);
    const order = await needOrder(client, input.orderId, { signal });
    const deed = { action: 'hold', input, key };
    const note = findNote(order.history, deed);
    if (note && isFollowedBy(order.history, note.at, leadsTo(holdState))) return;
    if (versionOf(order) !== version)
      throw new ProviderError('conflict', `expected order ${input.orderId} at ${version}, came ${versionOf(order)}`);
    if (!note) {
      const { kind, reason } = input;
      const customFields = named([fields.holdKind, kind], [fields.holdReason, reason]);
      await noteDown(client, order, { deed, words: `Hold (${kind}): ${reason}`, customFields }, signal);
    }
    await transition(client, order, holdState, signal);
  },

  observe: async (client, input, key, { signal }) => {
    const { holdState } = client.config;
    if (holdState === null) return { status: 'notApplied' };
    const order = await findOrder(client, input.orderId, { signal });
    return observed(order, { action: 'hold', input, key }, (history, at) =>
      isFollowedBy(history, at, leadsTo(holdState)),
    );
  },
};

/** Values of those custom fields that the shop has. */
export function named(...fields: readonly (readonly [name: string | null, value: string | null])[]) {
  return Object.fromEntries(fields.flatMap(([name, value]) => (name === null ? [] : [[name, value] as const])));
}

function leadsTo(state: string): (entry: HistoryEntry) => boolean {
  return ({ data }) => data.to === state;
}

/** Throws `rejected` when the shop has none. */
export function needHoldState({ config: { holdState } }: VendureClient): string {
  if (holdState === null) throw new ProviderError('rejected', 'this shop has no state for holds: see `holdState`');
  return holdState;
}
