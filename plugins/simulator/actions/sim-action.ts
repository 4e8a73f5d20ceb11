import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  AppError,
  defineAction,
  type Action,
  type OrderRecord,
  type PlannedChange,
  type z,
} from '../../../src/providers/index.ts';
import type { SimClient } from '../providers/define-sim-provider.ts';
import { recordIn } from '../records/to-record.ts';
import type { Decision } from '../world/decision.ts';
import type { World } from '../world/world.ts';

interface SimAction<Input> {
  readonly input: z.ZodType<Input>;
  readonly toDecision: (input: Input) => Decision;
  /** What it changes of the order that it is about. */
  readonly changes: (order: OrderRecord, input: Input) => readonly PlannedChange[];
}

/**
 * A decision of the simulated world as an action. Its version is that of the order, its keys are those of the journal: what was
 * taken under one is never taken again, over restarts too.
 */
export function simAction<Input>({ input: schema, toDecision, changes }: SimAction<Input>): Action<SimClient> {
  return defineAction<SimClient, Input>({
    input: schema,

    plan: async ({ distributor }, input) => {
      const world = await distributor.caughtUp();
      const decision = toDecision(input);
      const reason = world.refusal(decision);
      if (reason !== null) return { status: 'refused', reason };
      const order = orderIn(world, decision);
      return { status: 'ready', version: versionOf(order), changes: changes(order, input) };
    },

    execute: ({ distributor }, { input, version }, key) => {
      const decision = toDecision(input);
      return distributor.take(key, decision, (world) => {
        const current = versionOf(orderIn(world, decision));
        if (current === version) return;
        const { orderId } = decision;
        throw new AppError('VERSION_CONFLICT', `expected order ${orderId} at version ${version}, came ${current}`);
      });
    },

    observe: async ({ distributor }, input, key) => {
      const taken = distributor.taken(key);
      if (!taken) return { status: 'notApplied' };
      if (!isDeepStrictEqual(taken.decision, toDecision(input)))
        return { status: 'refused', reason: `key ${key} was used for another decision, ${taken.reference}` };
      return { status: 'applied', sourceReference: taken.reference };
    },
  });
}

/** Throws `PROVIDER_REJECTED` when there is none. */
function orderIn(world: World, { orderId }: Decision): OrderRecord {
  const order = recordIn(world, 'order', orderId);
  if (!order) throw new AppError('PROVIDER_REJECTED', `there is no order ${orderId}`, { orderId });
  return order;
}

/** A mark of all that the order shows, as an ETag is. */
function versionOf(order: OrderRecord): string {
  return createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 16);
}
