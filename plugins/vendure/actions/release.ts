import { Key, ProviderError, z, type Action, type PlannedChange } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import { named, needHoldState } from './hold.ts';
import {
  findNote,
  findOrder,
  isFollowedBy,
  needOrder,
  noOrder,
  observed,
  versionOf,
  type HistoryEntry,
  type OrderBefore,
} from './journal.ts';
import { noteDown, setFields, transition } from './mutations.ts';

/** An order has one hold at most: it need not be named. */
const Release = z.strictObject({ orderId: Key, holdId: Key.optional() });

/** Moves a held order back into the state that it was held in. */
export const release: Action<VendureClient, z.output<typeof Release>> = {
  input: Release,

  plan: async (client, { orderId, holdId = client.config.holdState }, { signal }) => {
    const { holdState } = client.config;
    const order = await findOrder(client, orderId, { signal });
    if (!order) return { status: 'refused', reason: noOrder(orderId) };
    if (holdState === null || order.state !== holdState || holdId !== holdState)
      return { status: 'refused', reason: `order ${orderId} has no hold ${holdId ?? ''}` };
    const to = stateBefore(order, holdState);
    if (to === null) return { status: 'refused', reason: `order ${orderId} does not tell in which state it was held` };
    if (!order.nextStates.includes(to))
      return { status: 'refused', reason: `order ${orderId} cannot go from ${holdState} back to ${to}` };
    const change: PlannedChange = { kind: 'order', key: orderId, field: 'holds', from: [holdState], to: [] };
    return { status: 'ready', version: versionOf(order), changes: [change] };
  },

  execute: async (client, { input, version }, key, { signal }) => {
    const { fields } = client.config;
    const holdState = needHoldState(client);
    const order = await needOrder(client, input.orderId, { signal });
    const deed = { action: 'release', input, key };
    const note = findNote(order.history, deed);
    if (note && isFollowedBy(order.history, note.at, leadsFrom(holdState))) return;
    const to = stateBefore(order, holdState);
    if (versionOf(order) !== version || to === null)
      throw new ProviderError('conflict', `expected order ${input.orderId} at ${version}, came ${versionOf(order)}`);
    if (!note) await noteDown(client, order, { deed, words: `Release from ${holdState}` }, signal);
    await transition(client, order, to, signal);
    await setFields(client, order, named([fields.holdKind, null], [fields.holdReason, null]), signal);
  },

  observe: async (client, input, key, { signal }) => {
    const { holdState } = client.config;
    if (holdState === null) return { status: 'notApplied' };
    const order = await findOrder(client, input.orderId, { signal });
    return observed(order, { action: 'release', input, key }, (history, at) =>
      isFollowedBy(history, at, leadsFrom(holdState)),
    );
  },
};

/** Where the order came from when it was held; null when its history does not reach that far. */
function stateBefore({ history }: OrderBefore, holdState: string): string | null {
  return history.find(({ data }) => data.to === holdState)?.data.from ?? null;
}

function leadsFrom(state: string): (entry: HistoryEntry) => boolean {
  return ({ data }) => data.from === state;
}
