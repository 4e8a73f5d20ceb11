import { createHash } from 'node:crypto';
import { ProviderError, z, type ActionObservation } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import { Id, Time } from '../wire.ts';

/**
 * An order with its history, newest entry first: what is done under a key stands there as a note, which staff can read. Whether a change of state was done is then seen
 * by the transition that follows the note.
 */
export interface OrderBefore {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly nextStates: readonly string[];
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly history: readonly HistoryEntry[];
}

const HistoryEntry = z.object({
  id: Id,
  type: z.enum(['ORDER_NOTE', 'ORDER_STATE_TRANSITION']),
  createdAt: Time,
  data: z.object({ note: z.string().optional(), from: z.string().optional(), to: z.string().optional() }),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;

/** Entries that are looked through: a note that a hundred others follow is not found again. */
const ENTRIES = 100;

const Orders = z.object({
  orders: z.object({
    items: z.array(
      z.object({
        id: Id,
        code: z.string(),
        state: z.string(),
        nextStates: z.array(z.string()),
        customFields: z.record(z.string(), z.unknown()).nullish(),
        history: z.object({ items: z.array(HistoryEntry) }),
      }),
    ),
  }),
});

/** The order of a code; null when there is none. `customFields` names what to read of them. */
export async function findOrder(
  { ask }: VendureClient,
  code: string,
  { customFields = '', signal }: { readonly customFields?: string; readonly signal: AbortSignal },
): Promise<OrderBefore | null> {
  const types = '["ORDER_NOTE", "ORDER_STATE_TRANSITION"]';
  const query = `query ($code: String!) {
    orders(options: { filter: { code: { eq: $code }, orderPlacedAt: { isNull: false } }, take: 1 }) { items {
      id code state nextStates ${customFields}
      history(options: { filter: { type: { in: ${types} } }, sort: { createdAt: DESC }, take: ${ENTRIES} }) { items { id type createdAt data } }
    } }
  }`;
  const { orders } = await ask({ what: 'order', query, variables: { code }, data: Orders }, signal);
  const [found] = orders.items;
  return found
    ? { ...found, customFields: found.customFields ?? {}, history: found.history.items.toSorted(newestFirst) }
    : null;
}

/** Some databases keep whole seconds: within one, ids that count tell. */
function newestFirst(a: HistoryEntry, b: HistoryEntry): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return Number(b.id) - Number(a.id) || 0;
}

/** As `findOrder`. Throws `rejected` when there is none. */
export async function needOrder(...asked: Parameters<typeof findOrder>): Promise<OrderBefore> {
  const order = await findOrder(...asked);
  if (!order) throw new ProviderError('rejected', noOrder(asked[1]));
  return order;
}

export function noOrder(code: string): string {
  return `there is no order ${code}`;
}

/** One deed under one key. */
export interface Deed {
  readonly action: string;
  readonly input: unknown;
  readonly key: string;
}

/** The note of a deed: words for staff, then the mark by which it is known again. */
export function noteOf({ action, input, key }: Deed, words: string): string {
  return `${words}\n[promisegraph ${action} ${digestOf(input)} ${key}]`;
}

/** Where in a history the note of a key stands, and whether it is of this very deed; null when it stands nowhere. */
export function findNote(history: readonly HistoryEntry[], { action, input, key }: Deed) {
  for (const [at, { id, data }] of history.entries()) {
    const mark = /\n\[promisegraph (\w+) ([0-9a-f]{12}) (.+)\]$/s.exec(data.note ?? '');
    if (mark?.[3] === key) return { at, id, isSame: mark[1] === action && mark[2] === digestOf(input) };
  }
  return null;
}

/** Whether a change of state that is wanted follows what stands at a place in a history. */
export function isFollowedBy(
  history: readonly HistoryEntry[],
  at: number,
  isWanted: (entry: HistoryEntry) => boolean,
): boolean {
  return history.slice(0, at).some((entry) => entry.type === 'ORDER_STATE_TRANSITION' && isWanted(entry));
}

/** Whether a deed is done: its note is there, and what `isDone` asks of what follows it. */
export function observed(
  order: OrderBefore | null,
  deed: Deed,
  isDone: (history: readonly HistoryEntry[], at: number) => boolean,
): ActionObservation {
  const note = order && findNote(order.history, deed);
  if (!note) return { status: 'notApplied' };
  if (!note.isSame) return { status: 'refused', reason: `key ${deed.key} was used for something else` };
  return isDone(order.history, note.at)
    ? { status: 'applied', sourceReference: `note ${note.id}` }
    : { status: 'notApplied' };
}

/** State and last change of state, by which an order is known to be as it was planned for. */
export function versionOf({ state, history }: OrderBefore): string {
  return `${state}#${history.find(({ type }) => type === 'ORDER_STATE_TRANSITION')?.id ?? ''}`;
}

function digestOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 12);
}
