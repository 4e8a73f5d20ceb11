import {
  defineAction,
  isAppError,
  ProviderError,
  type Action,
  type PlannedChange,
  type z,
} from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import type { Connection } from '../connection.ts';
import { closeClaim, dropClaim, findClaim, referenceOf, writeClaim, type Deed } from './claim.ts';
import { orderState, versionOf, type OrderState } from './order-state.ts';

/** A deed on the shipments of one order. */
export interface OrderDeed<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** What a person reads on the sale. */
  readonly text: (input: Input) => string;
  /** Why it cannot be done; null when it can. */
  readonly refusal: (order: OrderState, input: Input) => string | null;
  readonly changes: (order: OrderState, input: Input) => readonly PlannedChange[];
  /** Asks Tryton for what is not done yet, with `isLocked` only if nothing was changed since the order was read. */
  readonly carryOut: (
    client: TrytonClient,
    order: OrderState,
    input: Input,
    options: { readonly isLocked: boolean; readonly signal: AbortSignal },
  ) => Promise<void>;
  /** Whether the order shows it. Tryton answers an illegal step with nothing at all, so that only this tells. */
  readonly isReached: (order: OrderState, input: Input) => boolean;
}

/** The action of a deed: planned from what the order shows, marked on the sale by a note, judged by what the order shows then. */
export function actionOnOrder<Input extends { readonly orderId: string }>(deed: OrderDeed<Input>): Action<Connection> {
  const deedOf = (input: Input, idempotencyKey: string): Deed => ({ action: deed.name, input, idempotencyKey });

  const action: Action<Connection, Input> = {
    input: deed.input,
    async plan({ tryton }, input, { signal }) {
      const order = await orderState(tryton, input.orderId, signal);
      if (!order) return { status: 'refused', reason: `there is no order ${input.orderId}` };
      const reason = deed.refusal(order, input);
      if (reason !== null) return { status: 'refused', reason };
      return { status: 'ready', version: versionOf(order), changes: deed.changes(order, input) };
    },

    async execute({ tryton }, { input, version }, key, { signal }) {
      const own = deedOf(input, key);
      const claim = await findClaim(tryton, own, signal);
      if (claim?.isDone) return;
      const order = await present(tryton, input.orderId, signal);
      // Once begun, the order is no longer as planned because of us.
      if (!claim && version !== versionOf(order)) throw changed(input.orderId);
      const text = deed.text(input);
      const noteId =
        claim?.noteId ?? (await writeClaim(tryton, { deed: own, saleId: order.saleId, text, state: 'begun' }, signal));
      try {
        await deed.carryOut(tryton, order, input, { isLocked: !claim, signal });
        const after = await present(tryton, input.orderId, signal);
        if (!deed.isReached(after, input)) throw nothingDone(deed.name, after);
      } catch (error) {
        if (isAppError(error, 'PROVIDER_REJECTED') || isAppError(error, 'VERSION_CONFLICT'))
          await dropClaim(tryton, noteId, signal);
        throw error;
      }
      await closeClaim(tryton, { noteId, deed: own, text }, signal);
    },

    async observe({ tryton }, input, key, { signal }) {
      const claim = await findClaim(tryton, deedOf(input, key), signal);
      if (!claim) return { status: 'notApplied' };
      if (!claim.isSameDeed) return { status: 'refused', reason: `key ${key} was used for something else` };
      if (claim.isDone) return { status: 'applied', sourceReference: referenceOf(claim) };
      const order = await orderState(tryton, input.orderId, signal);
      return order && deed.isReached(order, input)
        ? { status: 'applied', sourceReference: referenceOf(claim) }
        : { status: 'notApplied' };
    },
  };
  return defineAction(action);
}

async function present(client: TrytonClient, orderId: string, signal: AbortSignal): Promise<OrderState> {
  const order = await orderState(client, orderId, signal);
  if (!order) throw new ProviderError('rejected', `there is no order ${orderId}`, { orderId });
  return order;
}

function changed(orderId: string): ProviderError {
  return new ProviderError(
    'conflict',
    `expected order ${orderId} as it was planned, its shipments were changed since`,
    {
      orderId,
    },
  );
}

function nothingDone(name: string, { orderId, open }: OrderState): ProviderError {
  const states = open.map(({ number, state }) => `${number} is ${state}`).join(', ') || 'it has no open shipments';
  return new ProviderError('rejected', `Tryton took ${name} of order ${orderId} and did not do it: ${states}`, {
    orderId,
  });
}
