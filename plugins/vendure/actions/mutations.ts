import { z } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import { refuseErrorResult } from '../failure.ts';
import { noteOf, type Deed, type OrderBefore } from './journal.ts';

const Anything = z.record(z.string(), z.unknown());
type Target = Pick<OrderBefore, 'id'>;

/** Sets custom fields, then writes the note of a deed, in one request: where the note stands, the fields were set. */
export async function noteDown(
  { ask }: VendureClient,
  { id }: Target,
  { deed, words, customFields = {} }: { readonly deed: Deed; readonly words: string; readonly customFields?: object },
  signal: AbortSignal,
): Promise<void> {
  const note = { id, note: noteOf(deed, words), isPublic: false };
  const isPlain = Object.keys(customFields).length === 0;
  const query = isPlain
    ? 'mutation ($note: AddNoteToOrderInput!) { addNoteToOrder(input: $note) { id } }'
    : `mutation ($fields: UpdateOrderInput!, $note: AddNoteToOrderInput!) {
        setOrderCustomFields(input: $fields) { id }
        addNoteToOrder(input: $note) { id }
      }`;
  const variables = isPlain ? { note } : { fields: { id, customFields }, note };
  await ask({ what: `${deed.action} (note)`, query, variables, data: Anything }, signal);
}

export async function setFields(
  { ask }: VendureClient,
  { id }: Target,
  customFields: object,
  signal: AbortSignal,
): Promise<void> {
  if (Object.keys(customFields).length === 0) return;
  const query = 'mutation ($fields: UpdateOrderInput!) { setOrderCustomFields(input: $fields) { id } }';
  await ask({ what: 'custom fields', query, variables: { fields: { id, customFields } }, data: Anything }, signal);
}

/** Throws `rejected`, with Vendure's reason, when the shop does not allow it. */
export async function transition(
  { ask }: VendureClient,
  { id }: Target,
  state: string,
  signal: AbortSignal,
): Promise<void> {
  const query = `mutation ($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) {
    ... on OrderStateTransitionError { errorCode message transitionError }
  } }`;
  const answer = await ask({ what: 'transition', query, variables: { id, state }, data: Anything }, signal);
  refuseErrorResult(`transition to ${state}`, answer.transitionOrderToState);
}

/** Values of those custom fields that the shop has. */
export function named(...fields: readonly (readonly [name: string | null, value: string | null])[]) {
  return Object.fromEntries(fields.flatMap(([name, value]) => (name === null ? [] : [[name, value] as const])));
}
