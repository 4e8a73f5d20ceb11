import { Key, ProviderError, z } from '../../../src/providers/index.ts';
import type { OrderBefore } from './journal.ts';
import { named, noteDown, setFields, transition } from './mutations.ts';
import { onHoldState } from './on-hold-state.ts';

/** An order has one hold at most: it need not be named. */
const Release = z.strictObject({ orderId: Key, holdId: Key.optional() });

/** Moves a held order back into the state that it was held in. */
export const release = onHoldState<z.output<typeof Release>>({
  name: 'release',
  input: Release,

  judge: ({ order, holdState }, { orderId, holdId = holdState }) => {
    if (order.state !== holdState || holdId !== holdState) return { refused: `order ${orderId} has no hold ${holdId}` };
    const to = stateBefore(order, holdState);
    if (to === null) return { refused: noStateBefore(orderId) };
    if (!order.nextStates.includes(to))
      return { refused: `order ${orderId} cannot go from ${holdState} back to ${to}` };
    return { from: [holdState], to: [] };
  },

  make: async (client, { order, holdState, input: { orderId }, deed, isNoted }, signal) => {
    const { fields } = client.config;
    const to = stateBefore(order, holdState);
    if (to === null) throw new ProviderError('conflict', noStateBefore(orderId));
    if (!isNoted) await noteDown(client, order, { deed, words: `Release from ${holdState}` }, signal);
    await transition(client, order, to, signal);
    await setFields(client, order, named([fields.holdKind, null], [fields.holdReason, null]), signal);
  },

  isMadeBy: ({ data }, holdState) => data.from === holdState,
});

/** Where the order came from when it was held; null when its history does not reach that far. */
function stateBefore({ history }: OrderBefore, holdState: string): string | null {
  return history.find(({ data }) => data.to === holdState)?.data.from ?? null;
}

function noStateBefore(orderId: string): string {
  return `order ${orderId} does not tell in which state it was held`;
}
