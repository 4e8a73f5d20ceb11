import { HOLD_KINDS, Key, z } from '../../../src/providers/index.ts';
import { named, noteDown, transition } from './mutations.ts';
import { onHoldState } from './on-hold-state.ts';

const Hold = z.strictObject({ orderId: Key, kind: z.enum(HOLD_KINDS), reason: z.string().min(1).max(500) });

/** Moves an order into the state in which nothing is sent. An order has one hold at most, whose id is the state's name. */
export const hold = onHoldState<z.output<typeof Hold>>({
  name: 'hold',
  input: Hold,

  judge: ({ order, holdState }, { orderId }) => {
    if (order.state === holdState) return { refused: `order ${orderId} is on hold already` };
    if (!order.nextStates.includes(holdState))
      return { refused: `order ${orderId} is in ${order.state}, from where it cannot be held` };
    return { from: [], to: [holdState] };
  },

  make: async (client, { order, holdState, input: { kind, reason }, deed, isNoted }, signal) => {
    const { fields } = client.config;
    const customFields = named([fields.holdKind, kind], [fields.holdReason, reason]);
    if (!isNoted) await noteDown(client, order, { deed, words: `Hold (${kind}): ${reason}`, customFields }, signal);
    await transition(client, order, holdState, signal);
  },

  isMadeBy: ({ data }, holdState) => data.to === holdState,
});
