import { Key, z, type Action } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import { findNote, findOrder, needOrder, noOrder, observed } from './journal.ts';
import { noteDown } from './mutations.ts';

const Note = z.strictObject({ orderId: Key, text: z.string().min(1).max(1000) });

/** Writes a note into the history of an order, which customers do not see. */
export const note: Action<VendureClient, z.output<typeof Note>> = {
  input: Note,

  plan: async (client, { orderId, text }, { signal }) => {
    if (!(await findOrder(client, orderId, { signal }))) return { status: 'refused', reason: noOrder(orderId) };
    const change = { kind: 'order', key: orderId, field: 'notes', from: null, to: text } as const;
    return { status: 'ready', version: null, changes: [change] };
  },

  execute: async (client, { input }, key, { signal }) => {
    const order = await needOrder(client, input.orderId, { signal });
    const deed = { action: 'note', input, key };
    if (!findNote(order.history, deed)) await noteDown(client, order, { deed, words: input.text }, signal);
  },

  observe: async (client, input, key, { signal }) =>
    observed(await findOrder(client, input.orderId, { signal }), { action: 'note', input, key }, () => true),
};
