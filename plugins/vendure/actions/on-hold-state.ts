import { ProviderError, type Action, type PlannedChange, type z } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import {
  findNote,
  findOrder,
  isFollowedBy,
  needOrder,
  noOrder,
  observed,
  versionOf,
  type Deed,
  type HistoryEntry,
  type OrderBefore,
} from './journal.ts';

/** An order in a shop that has a state for holds. */
interface Held {
  readonly order: OrderBefore;
  readonly holdState: string;
}

/** A move into the state for holds, or out of it. */
interface HoldDeed<Input> {
  readonly name: 'hold' | 'release';
  readonly input: z.ZodType<Input>;
  /** What it would do to the holds of the order, or why it cannot be done. */
  readonly judge: (held: Held, input: Input) => Pick<PlannedChange, 'from' | 'to'> | { readonly refused: string };
  /** Does it, on an order that is as it was planned for. With `isNoted` an earlier attempt wrote its note and came no further. */
  readonly make: (
    client: VendureClient,
    held: Held & { readonly input: Input; readonly deed: Deed; readonly isNoted: boolean },
    signal: AbortSignal,
  ) => Promise<void>;
  /** Whether a change of state is the one that it makes. */
  readonly isMadeBy: (entry: HistoryEntry, holdState: string) => boolean;
}

const NO_HOLD_STATE = 'this shop has no state for holds: see `holdState`';

/** An action that moves an order into the state for holds or out of it: noted first, then done, and known to be done by what follows the note. */
export function onHoldState<Input extends { readonly orderId: string }>({
  name,
  input: schema,
  judge,
  make,
  isMadeBy,
}: HoldDeed<Input>): Action<VendureClient, Input> {
  return {
    input: schema,

    plan: async (client, input, { signal }) => {
      const { holdState } = client.config;
      if (holdState === null) return { status: 'refused', reason: NO_HOLD_STATE };
      const { orderId } = input;
      const order = await findOrder(client, orderId, { signal });
      if (!order) return { status: 'refused', reason: noOrder(orderId) };
      const judged = judge({ order, holdState }, input);
      if ('refused' in judged) return { status: 'refused', reason: judged.refused };
      const change = { kind: 'order', key: orderId, field: 'holds', ...judged } as const;
      return { status: 'ready', version: versionOf(order), changes: [change] };
    },

    execute: async (client, { input, version }, key, { signal }) => {
      const { holdState } = client.config;
      if (holdState === null) throw new ProviderError('rejected', NO_HOLD_STATE);
      const order = await needOrder(client, input.orderId, { signal });
      const deed = { action: name, input, key };
      const note = findNote(order.history, deed);
      if (note && isFollowedBy(order.history, note.at, (entry) => isMadeBy(entry, holdState))) return;
      if (versionOf(order) !== version)
        throw new ProviderError('conflict', `expected order ${input.orderId} at ${version}, came ${versionOf(order)}`);
      await make(client, { order, holdState, input, deed, isNoted: note !== null }, signal);
    },

    observe: async (client, input, key, { signal }) => {
      const { holdState } = client.config;
      if (holdState === null) return { status: 'notApplied' };
      const order = await findOrder(client, input.orderId, { signal });
      return observed(order, { action: name, input, key }, (history, at) =>
        isFollowedBy(history, at, (entry) => isMadeBy(entry, holdState)),
      );
    },
  };
}
