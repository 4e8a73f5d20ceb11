import { defineAction, Key, ProviderError, z, type Action } from '../../../src/providers/index.ts';
import type { Connection } from '../connection.ts';
import { findClaim, referenceOf, writeClaim, type Deed } from './claim.ts';
import { orderState } from './order-state.ts';

const Note = z.object({ orderId: Key, text: z.string().min(1).max(2_000) });
type Note = z.output<typeof Note>;

const leaveNote: Action<Connection, Note> = {
  input: Note,
  async plan({ tryton }, { orderId, text }, { signal }) {
    const order = await orderState(tryton, orderId, signal);
    if (!order) return { status: 'refused', reason: `there is no order ${orderId}` };
    const changes = [{ kind: 'order', key: orderId, field: 'notes', from: null, to: text }] as const;
    return { status: 'ready', version: null, changes };
  },
  async execute({ tryton }, { input }, key, { signal }) {
    const deed = deedOf(input, key);
    if (await findClaim(tryton, deed, signal)) return;
    const order = await orderState(tryton, input.orderId, signal);
    if (!order) throw new ProviderError('rejected', `there is no order ${input.orderId}`, { orderId: input.orderId });
    await writeClaim(tryton, { deed, saleId: order.saleId, text: input.text, state: 'done' }, signal);
  },
  async observe({ tryton }, input, key, { signal }) {
    const claim = await findClaim(tryton, deedOf(input, key), signal);
    if (!claim) return { status: 'notApplied' };
    if (!claim.isSameDeed) return { status: 'refused', reason: `key ${key} was used for something else` };
    return { status: 'applied', sourceReference: referenceOf(claim) };
  },
};

/** Leaves a note on the sale; people find it there, with the mark of the key below it. */
export const note = defineAction(leaveNote);

function deedOf(input: Note, idempotencyKey: string): Deed {
  return { action: 'note', input, idempotencyKey };
}
