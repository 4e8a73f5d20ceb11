import { z } from 'zod';
import {
  AppError,
  defineAction,
  HOLD_KINDS,
  Key,
  OrderRecord,
  type Action,
  type PlannedChange,
} from '../../src/providers/index.ts';
import type { MemoryClient } from './provider.ts';
import type { MemorySource } from './source.ts';

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
  hold: defineAction(
    onOrder<z.output<typeof Hold>>({
      input: Hold,
      changes: (order, { holdId }) => [holdsChange(order, [...holdIds(order), holdId])],
      refusal: () => null,
      deed: ({ source, now }, order, { holdId, kind, reason }) => {
        const others = order.holds.filter(({ id }) => id !== holdId);
        const hold = { id: holdId, kind, reason, lineNumber: null, placedAt: now() };
        source.put({ ...order, holds: [...others, hold], changedAt: now() });
      },
    }),
  ),
  release: defineAction(
    onOrder<z.output<typeof Release>>({
      input: Release,
      changes: (order, { holdId }) => [
        holdsChange(
          order,
          holdIds(order).filter((id) => id !== holdId),
        ),
      ],
      refusal: (order, { holdId }) =>
        holdIds(order).includes(holdId) ? null : `order ${order.id} has no hold ${holdId}`,
      deed: ({ source, now }, order, { holdId }) =>
        source.put({ ...order, holds: order.holds.filter(({ id }) => id !== holdId), changedAt: now() }),
    }),
  ),
  note: defineAction(
    onOrder<z.output<typeof Note>>({
      input: Note,
      changes: (order, { text }) => [{ kind: 'order', key: order.id, field: 'notes', from: null, to: text }],
      refusal: () => null,
      deed: ({ source }, order, { text }) => source.addNote(order.id, text),
    }),
  ),
};

interface OrderDeed<Input> {
  readonly input: z.ZodType<Input>;
  readonly changes: (order: OrderRecord, input: Input) => readonly PlannedChange[];
  /** Why it cannot be done; null when it can. */
  readonly refusal: (order: OrderRecord, input: Input) => string | null;
  readonly deed: (client: MemoryClient, order: OrderRecord, input: Input) => void;
}

/** An action on one order. The source keeps keys: what is done under one is never done again. */
function onOrder<Input extends { readonly orderId: string }>({
  input: schema,
  changes,
  refusal,
  deed,
}: OrderDeed<Input>): Action<MemoryClient, Input> {
  function judge(source: MemorySource, input: Input): { readonly order: OrderRecord } | { readonly reason: string } {
    const order = OrderRecord.safeParse(source.get('order', input.orderId)).data;
    if (!order) return { reason: `there is no order ${input.orderId}` };
    const reason = refusal(order, input);
    return reason === null ? { order } : { reason };
  }

  return {
    input: schema,
    plan: async ({ source }, input, { signal }) => {
      await source.arrive('plan', signal);
      const judged = judge(source, input);
      if ('reason' in judged) return { status: 'refused', reason: judged.reason };
      const version = String(source.versionOf('order', input.orderId));
      return { status: 'ready', version, changes: changes(judged.order, input) };
    },
    execute: async (client, { input, version }, key, { signal }) => {
      const { source, done } = client;
      await source.arrive('act', signal);
      if (!done.has(key)) {
        const judged = judge(source, input);
        if ('reason' in judged) throw new AppError('PROVIDER_REJECTED', judged.reason, { orderId: input.orderId });
        const current = String(source.versionOf('order', input.orderId));
        if (current !== version)
          throw new AppError('VERSION_CONFLICT', `expected order ${input.orderId} at ${version}, came ${current}`);
        deed(client, judged.order, input);
        done.set(key, { sourceReference: `memory-${done.size + 1}`, deed: JSON.stringify(input) });
      }
      await source.answer('act');
    },
    observe: async ({ source, done }, input, key, { signal }) => {
      await source.arrive('observe', signal);
      const found = done.get(key);
      if (!found) return { status: 'notApplied' };
      if (found.deed !== JSON.stringify(input))
        return { status: 'refused', reason: `key ${key} was used for something else` };
      return { status: 'applied', sourceReference: found.sourceReference };
    },
  };
}

function holdIds(order: OrderRecord): readonly string[] {
  return order.holds.map(({ id }) => id);
}

function holdsChange(order: OrderRecord, to: readonly string[]): PlannedChange {
  return { kind: 'order', key: order.id, field: 'holds', from: [...holdIds(order)], to: [...new Set(to)] };
}
