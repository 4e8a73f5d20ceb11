import { Instant, Key, ProviderError, z, type Action } from '../../../src/providers/index.ts';
import type { VendureClient } from '../client.ts';
import { customFieldsOf, timeIn } from '../kinds/order.ts';
import { findNote, findOrder, noOrder, observed, type OrderBefore } from './journal.ts';
import { noteDown } from './mutations.ts';

const PROMISES = ['promisedShipBy', 'promisedDeliverBy'] as const;

const Reschedule = z
  .strictObject({ orderId: Key, promisedShipBy: Instant.optional(), promisedDeliverBy: Instant.optional() })
  .refine((given) => PROMISES.some((promise) => given[promise] !== undefined), 'expected a promise, came none');
type Reschedule = z.output<typeof Reschedule>;

/** Moves the promises of an order, which stand in its custom fields. */
export const reschedule: Action<VendureClient, Reschedule> = {
  input: Reschedule,

  plan: async (client, input, { signal }) => {
    const absent = PROMISES.find((promise) => input[promise] !== undefined && client.config.fields[promise] === null);
    if (absent) return { status: 'refused', reason: `this shop has no field for it: see \`fields.${absent}\`` };
    const order = await findPromises(client, input, signal);
    if (!order) return { status: 'refused', reason: noOrder(input.orderId) };
    if (order.state === 'Cancelled') return { status: 'refused', reason: `order ${input.orderId} is cancelled` };
    const changes = wanted(client, input).map(({ promise, field, to }) => ({
      ...({ kind: 'order', key: input.orderId, field: `lines.${promise}` } as const),
      ...{ from: timeIn(order.customFields, field), to },
    }));
    return { status: 'ready', version: promisesOf(client, order), changes };
  },

  execute: async (client, { input, version }, key, { signal }) => {
    const order = await findPromises(client, input, signal);
    if (!order) throw new ProviderError('rejected', noOrder(input.orderId));
    const deed = { action: 'reschedule', input, key };
    if (findNote(order.history, deed)) return;
    const wants = wanted(client, input);
    const isBegun = wants.every(({ field, to }) => timeIn(order.customFields, field) === to);
    const found = promisesOf(client, order);
    if (found !== version && !isBegun)
      throw new ProviderError(
        'conflict',
        `expected order ${input.orderId} with the promises ${version}, came ${found}`,
      );
    const words = wants.map(({ promise, to }) => `${promise} ${to}`).join(', ');
    const customFields = Object.fromEntries(wants.map(({ field, to }) => [field, to]));
    await noteDown(client, order, { deed, words: `Rescheduled: ${words}`, customFields }, signal);
  },

  observe: async (client, input, key, { signal }) =>
    observed(await findOrder(client, input.orderId, { signal }), { action: 'reschedule', input, key }, () => true),
};

function findPromises(
  client: VendureClient,
  { orderId }: Reschedule,
  signal: AbortSignal,
): ReturnType<typeof findOrder> {
  return findOrder(client, orderId, { customFields: customFieldsOf(client.config.fields), signal });
}

function wanted({ config: { fields } }: VendureClient, input: Reschedule) {
  return PROMISES.flatMap((promise) => {
    const [field, to] = [fields[promise], input[promise]];
    return field !== null && to !== undefined ? [{ promise, field, to }] : [];
  });
}

/** The promises that stand, as one text. */
function promisesOf({ config: { fields } }: VendureClient, { customFields }: OrderBefore): string {
  return PROMISES.map((promise) => timeIn(customFields, fields[promise]) ?? 'none').join('/');
}
