import { defineAction, ProviderError, type Action, type z } from '../../../src/providers/index.ts';
import type { OdataClient } from '../client.ts';
import type { ActionName } from './action-mapping.ts';
import { addRow, observeRow, plannedRow } from './add-row.ts';
import { changeOrder, observeChange, plannedChanges, type OrderDeed } from './change-order.ts';
import type { Deed } from './compile-deed.ts';
import type { DeedInput } from './inputs.ts';
import { markOf } from './mark.ts';
import { cellsOf, findOrder } from './order-row.ts';
import { unfitness } from './values.ts';

/** An action that is done as its mapping says; refused where there is no mapping of it. */
export function mappedAction<Input extends DeedInput>(name: ActionName, input: z.ZodType<Input>): Action<OdataClient> {
  const action: Action<OdataClient, Input> = {
    input,
    plan: async (client, given, { signal }) => {
      const deed = client.deeds.get(name);
      if (!deed) return { status: 'refused', reason: noMapping(name) };
      const on = await deedOn(client, deed, given, signal);
      if (!on) return { status: 'refused', reason: noOrder(given.orderId) };
      const reason = deed.refusal(cellsOf(on.found, deed.watched)) ?? unfitness(on.order, deed, given);
      if (reason !== null) return { status: 'refused', reason: `order ${given.orderId}: ${reason}` };
      const changes = deed.create === null ? plannedChanges(on) : plannedRow(on);
      if (changes.length === 0) return { status: 'refused', reason: `order ${given.orderId} is so already` };
      return { status: 'ready', version: on.found.etag, changes };
    },

    execute: async (client, { input: given, version }, key, { signal }) => {
      const deed = client.deeds.get(name);
      const on = deed && (await deedOn(client, deed, given, signal));
      if (!deed || !on) throw new ProviderError('rejected', deed ? noOrder(given.orderId) : noMapping(name));
      const mark = markOf(name, given, key);
      if (deed.create === null) {
        if (observeChange(on, mark).status === 'applied') return;
        return changeOrder(client.service, on, { mark, version, signal });
      }
      if ((await observeRow(client.service, on, mark, signal)).status === 'applied') return;
      return addRow(client.service, on, mark, signal);
    },

    observe: async (client, given, key, { signal }) => {
      const deed = client.deeds.get(name);
      const on = deed && (await deedOn(client, deed, given, signal));
      if (!deed || !on || unfitness(on.order, deed, given) !== null) return { status: 'notApplied' };
      const mark = markOf(name, given, key);
      return deed.create === null ? observeChange(on, mark) : observeRow(client.service, on, mark, signal);
    },
  };
  return defineAction(action);
}

async function deedOn(
  { bind, service }: OdataClient,
  deed: Deed,
  input: DeedInput,
  signal: AbortSignal,
): Promise<OrderDeed | null> {
  const order = await bind('order', signal);
  const found = await findOrder(service, order, input.orderId, { deed, signal });
  return found && { order, found, deed, input };
}

function noMapping(name: ActionName): string {
  return `this source is not told how to ${name}: see \`actions.${name}\``;
}

function noOrder(orderId: string): string {
  return `there is no order ${orderId}`;
}
