import {
  HOLD_KINDS,
  Instant,
  Key,
  toMs,
  z,
  type OrderRecord,
  type PlannedChange,
} from '../../../src/providers/index.ts';
import { simAction } from './sim-action.ts';

type Json = PlannedChange['from'];

const onOrder = { orderId: Key };
const onLine = { ...onOrder, lineNumber: Key };
const text = z.string().min(1).max(1000);

/** Lifts a hold. */
export const release = simAction({
  input: z.strictObject({ ...onOrder, holdId: Key }),
  toDecision: (input) => ({ type: 'release', ...input }),
  changes: (order, { holdId }) => [
    change(
      order,
      'holds',
      holdIds(order),
      holdIds(order).filter((id) => id !== holdId),
    ),
  ],
});

/** Blocks an order, or one line of it. */
export const hold = simAction({
  input: z.strictObject({
    ...onOrder,
    kind: z.enum(HOLD_KINDS),
    reason: z.string().min(1).max(500),
    lineNumber: Key.nullable().default(null),
  }),
  toDecision: (input) => ({ type: 'hold', ...input }),
  changes: (order, { kind }) => [change(order, 'holds', holdIds(order), [...holdIds(order), `a new ${kind} hold`])],
});

/** Gives a line stock: another line's at its site, or another site's for all that is open of it. */
export const reallocate = simAction({
  input: z.strictObject({
    ...onLine,
    quantity: z.int().positive(),
    from: z.union([z.strictObject({ orderId: Key, lineNumber: Key }), z.strictObject({ siteId: Key })]),
  }),
  toDecision: (input) => ({ type: 'reallocate', ...input }),
  changes: (order, { lineNumber, quantity, from }) => {
    const line = lineOf(order, lineNumber);
    const allocated = line?.allocated ?? 0;
    return [
      change(order, `lines/${lineNumber}/allocated`, allocated, allocated + quantity),
      ...('siteId' in from ? [change(order, `lines/${lineNumber}/siteId`, line?.siteId ?? null, from.siteId)] : []),
    ];
  },
});

/** Sends a substitute in place of the ordered item. */
export const substitute = simAction({
  input: z.strictObject({ ...onLine, itemId: Key }),
  toDecision: (input) => ({ type: 'substitute', ...input }),
  changes: (order, { lineNumber, itemId }) => [lineChange(order, lineNumber, 'itemId', itemId)],
});

/** Promises a later delivery. */
export const reschedule = simAction({
  input: z.strictObject({ ...onLine, promisedDeliverBy: Instant }),
  toDecision: ({ promisedDeliverBy, ...line }) => ({
    type: 'reschedule',
    ...line,
    promisedDeliverBy: toMs(promisedDeliverBy),
  }),
  changes: (order, { lineNumber, promisedDeliverBy }) => [
    lineChange(order, lineNumber, 'promisedDeliverBy', promisedDeliverBy),
  ],
});

/** Sends what has not left yet with another carrier service. */
export const reroute = simAction({
  input: z.strictObject({ ...onLine, carrierServiceId: Key }),
  toDecision: (input) => ({ type: 'reroute', ...input }),
  changes: (order, { lineNumber, carrierServiceId }) => [
    lineChange(order, lineNumber, 'carrierServiceId', carrierServiceId),
  ],
});

/** Writes a note on an order. */
export const note = simAction({
  input: z.strictObject({ ...onOrder, text }),
  toDecision: (input) => ({ type: 'note', ...input }),
  changes: (order, input) => [change(order, 'notes', null, input.text)],
});

/** Tells the customer about an order. */
export const notify = simAction({
  input: z.strictObject({ ...onOrder, text }),
  toDecision: (input) => ({ type: 'notify', ...input }),
  changes: (order, input) => [change(order, 'notices', null, input.text)],
});

function change({ id }: OrderRecord, field: string, from: Json, to: Json): PlannedChange {
  return { kind: 'order', key: id, field, from, to };
}

function lineChange(
  order: OrderRecord,
  lineNumber: string,
  field: 'itemId' | 'promisedDeliverBy' | 'carrierServiceId',
  to: string,
): PlannedChange {
  return change(order, `lines/${lineNumber}/${field}`, lineOf(order, lineNumber)?.[field] ?? null, to);
}

function lineOf(order: OrderRecord, lineNumber: string) {
  return order.lines.find((line) => line.lineNumber === lineNumber);
}

function holdIds(order: OrderRecord): string[] {
  return order.holds.map(({ id }) => id);
}
