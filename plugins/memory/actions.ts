import { z } from 'zod';
import {
  AppError,
  defineAction,
  HOLD_KINDS,
  Key,
  OrderRecord,
  type ActionResult,
  type CallContext,
} from '../../src/providers/index.ts';
import type { MemoryClient } from './provider.ts';

const Hold = z.object({
  orderId: Key,
  holdId: Key,
  kind: z.enum(HOLD_KINDS),
  reason: z.string().max(500).nullable().default(null),
});
const Release = z.object({ orderId: Key, holdId: Key });
const Note = z.object({ orderId: Key, text: z.string().min(1).max(1000) });

/** Holds and releases orders, and writes notes on them. */
export const memoryActions = {
  hold: defineAction({
    input: Hold,
    execute: once((client: MemoryClient, { orderId, holdId, kind, reason }: z.output<typeof Hold>) => {
      const order = orderOf(client, orderId);
      const hold = { id: holdId, kind, reason, lineNumber: null, placedAt: client.now() };
      client.source.put({
        ...order,
        holds: [...order.holds.filter(({ id }) => id !== holdId), hold],
        changedAt: client.now(),
      });
    }),
  }),
  release: defineAction({
    input: Release,
    execute: once((client: MemoryClient, { orderId, holdId }: z.output<typeof Release>) => {
      const order = orderOf(client, orderId);
      if (!order.holds.some(({ id }) => id === holdId))
        throw new AppError('PROVIDER_REJECTED', `order ${orderId} has no hold ${holdId}`, { orderId, holdId });
      client.source.put({ ...order, holds: order.holds.filter(({ id }) => id !== holdId), changedAt: client.now() });
    }),
  }),
  note: defineAction({
    input: Note,
    execute: once((client: MemoryClient, { orderId, text }: z.output<typeof Note>) => {
      orderOf(client, orderId);
      client.source.addNote(orderId, text);
    }),
  }),
};

/** The same key is answered as it was the first time. */
function once<Input>(deed: (client: MemoryClient, input: Input) => void) {
  return async (
    client: MemoryClient,
    input: Input,
    idempotencyKey: string,
    { signal }: CallContext,
  ): Promise<ActionResult> => {
    await client.source.arrive('act', signal);
    const done = client.done.get(idempotencyKey);
    if (done) return done;
    deed(client, input);
    const result = { sourceReference: `memory-${client.done.size + 1}` };
    client.done.set(idempotencyKey, result);
    return result;
  };
}

function orderOf({ source }: MemoryClient, orderId: string): OrderRecord {
  const found = OrderRecord.safeParse(source.get('order', orderId));
  if (found.success) return found.data;
  throw new AppError('PROVIDER_REJECTED', `there is no order ${orderId}`, { orderId });
}
