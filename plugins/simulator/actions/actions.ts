import { Instant, toMs, type OrderRecord, type PlannedChange } from '../../../src/providers/index.ts';
import { DECISION_INPUTS } from './decision-schema.ts';
import { simAction } from './sim-action.ts';

type Json = PlannedChange['from'];

/** Lifts a hold. */
export const release = simAction({
  input: DECISION_INPUTS.release,
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
  input: DECISION_INPUTS.hold,
  toDecision: (input) => ({ type: 'hold', ...input }),
  changes: (order, { kind }) => [change(order, 'holds', holdIds(order), [...holdIds(order), `a new ${kind} hold`])],
});

/** Gives a line stock: another line's at its site, or another site's for all that is open of it. */
export const reallocate = simAction({
  input: DECISION_INPUTS.reallocate,
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
  input: DECISION_INPUTS.substitute,
  toDecision: (input) => ({ type: 'substitute', ...input }),
  changes: (order, { lineNumber, itemId }) => [lineChange(order, lineNumber, 'itemId', itemId)],
});

/** Promises a later delivery. */
export const reschedule = simAction({
  input: DECISION_INPUTS.reschedule.extend({ promisedDeliverBy: Instant }),
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
  input: DECISION_INPUTS.reroute,
  toDecision: (input) => ({ type: 'reroute', ...input }),
  changes: (order, { lineNumber, carrierServiceId }) => [
    lineChange(order, lineNumber, 'carrierServiceId', carrierServiceId),
  ],
});

/** Writes a note on an order. */
export const note = simAction({
  input: DECISION_INPUTS.note,
  toDecision: (input) => ({ type: 'note', ...input }),
  changes: (order, input) => [change(order, 'notes', null, input.text)],
});

/** Tells the customer about an order. */
export const notify = simAction({
  input: DECISION_INPUTS.notify,
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
