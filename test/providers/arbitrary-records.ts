import fc from 'fast-check';
import { keyOf, RECORDS, type CanonicalRecord, type RecordKind } from '../../src/domain/record/record.ts';
import { toInstant } from '../../src/domain/time.ts';

/** Few keys, few times and few values, so that records meet and changes are small. */
const at = fc.integer({ min: 0, max: 20 }).map((day) => toInstant(new Date(Date.UTC(2013, 5, 1 + day))));
const maybeAt = fc.option(at, { nil: null });
const small = fc.integer({ min: 0, max: 4 });
const uom = fc.constant('EA');
const severity = fc.constantFrom('low' as const, 'high' as const);

const hold = fc.record({
  id: fc.constantFrom('H-1', 'H-2'),
  kind: fc.constantFrom('credit', 'fraud'),
  lineNumber: fc.constantFrom(null, '1'),
  placedAt: at,
});
const holds = fc.uniqueArray(hold, { maxLength: 2, selector: ({ id }) => id });

const orderLine = fc.record({
  lineNumber: fc.constantFrom('1', '2', '3'),
  itemId: fc.constantFrom('I-1', 'I-2'),
  quantity: fc.record({ value: fc.integer({ min: 1, max: 3 }), uom }),
  promisedDeliverBy: maybeAt,
  allocated: small,
  backordered: small,
  cancelled: fc.boolean(),
});

const shipmentLine = fc.record({
  orderId: fc.constantFrom('SO-1', 'SO-2'),
  lineNumber: fc.constantFrom('1', '2'),
  quantity: fc.constantFrom(null, 1, 2),
});

const INPUTS: { readonly [K in RecordKind]?: fc.Arbitrary<object> } = {
  order: fc.record({
    id: fc.constantFrom('SO-1', 'SO-2', 'SO-3'),
    customerId: fc.constantFrom('C-1', 'C-2'),
    placedAt: fc.constant('2013-06-01T00:00:00.000Z'),
    currency: fc.constant('USD'),
    cancelled: fc.boolean(),
    holds,
    lines: fc.uniqueArray(orderLine, { minLength: 3, maxLength: 3, selector: ({ lineNumber }) => lineNumber }),
  }),
  shipment: fc.record({
    id: fc.constantFrom('SH-1', 'SH-2'),
    carrierServiceId: fc.constantFrom(null, 'road', 'air'),
    lines: fc.uniqueArray(shipmentLine, {
      maxLength: 3,
      selector: ({ orderId, lineNumber }) => `${orderId}/${lineNumber}`,
    }),
    confirmedAt: maybeAt,
    departedAt: maybeAt,
    etaAt: maybeAt,
    deliveredAt: maybeAt,
  }),
  supply: fc.record({
    id: fc.constantFrom('PO-1', 'PO-2'),
    itemId: fc.constantFrom('I-1', 'I-2'),
    siteId: fc.constant('W-1'),
    quantity: fc.record({ value: small, uom }),
    orderedAt: maybeAt,
    expectedAt: at,
    receivedAt: maybeAt,
  }),
  exception: fc.record({
    id: fc.constantFrom('E-1', 'E-2'),
    type: fc.constant('short-pick'),
    severity,
    openedAt: at,
    assignedTo: fc.constantFrom(null, 'ada', 'bob'),
    resolvedAt: maybeAt,
    resolution: fc.constantFrom(null, 'sent again'),
  }),
  customer: fc.record({ id: fc.constantFrom('C-1', 'C-2'), name: fc.constantFrom('One', 'Two') }),
  inventory: fc.record({
    itemId: fc.constantFrom('I-1', 'I-2'),
    siteId: fc.constant('W-1'),
    onHand: fc.record({ value: small, uom }),
  }),
};

export const DERIVED_KINDS = Object.keys(INPUTS) as RecordKind[];

/** One state of a whole source: every key once. */
export function wholeSource(kind: RecordKind, more: object = {}): fc.Arbitrary<CanonicalRecord[]> {
  const input = INPUTS[kind];
  if (!input) throw new Error(`no arbitrary for ${kind}`);
  const record = input.map((fields) => RECORDS[kind].parse({ kind, ...fields, ...more }));
  return fc.uniqueArray(record, { maxLength: 3, selector: keyOf });
}

/** The pieces in which a source may list a record: one line each. */
export function piecesOf(record: CanonicalRecord): CanonicalRecord[] {
  if (record.kind === 'order')
    return record.lines.map((line) => ({
      ...record,
      lines: [line],
      holds: record.holds.filter(({ lineNumber }) => lineNumber === null || lineNumber === line.lineNumber),
    }));
  if (record.kind === 'shipment' && record.lines.length > 0)
    return record.lines.map((line) => ({ ...record, lines: [line] }));
  return [record];
}
