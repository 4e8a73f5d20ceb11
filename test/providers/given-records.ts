import { OrderRecord } from '../../src/domain/record/order-record.ts';
import { RECORDS, type RecordKind, type RecordOf } from '../../src/domain/record/record.ts';

/** A line with everything that a test does not speak of filled in. */
export function line(lineNumber: string, more: object = {}) {
  return {
    lineNumber,
    itemId: 'I-1',
    quantity: { value: 5, uom: 'EA' },
    promisedDeliverBy: '2013-06-20T00:00:00.000Z',
    ...more,
  };
}

export function order(id: string, lines: readonly object[], more: object = {}): OrderRecord {
  return OrderRecord.parse({
    kind: 'order',
    id,
    customerId: 'C-1',
    placedAt: '2013-06-01T00:00:00.000Z',
    currency: 'USD',
    lines,
    ...more,
  });
}

/** Any record from its plain input. */
export function record<K extends RecordKind>(kind: K, input: object): RecordOf<K> {
  return RECORDS[kind].parse({ kind, ...input }) as RecordOf<K>;
}
