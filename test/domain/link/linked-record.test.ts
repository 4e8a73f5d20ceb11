import { expect, it } from 'vitest';
import { joined } from '../../../src/domain/link/linked-record.ts';
import { line, order, record } from '../../providers/given-records.ts';

const hold = (id: string, lineNumber: string | null) => ({
  ...{ id, kind: 'manual', reason: null, lineNumber, placedAt: '2013-06-01T00:00:00.000Z' },
});

it('pieces of an order join to all of its lines, with the holds that the last piece could tell of', () => {
  const before = order('A', [line('1'), line('2')], { holds: [hold('all', null), hold('one', '1'), hold('two', '2')] });
  const piece = order('A', [line('2', { itemId: 'other' }), line('3')], { channel: 'web', holds: [] });

  expect(joined(before, piece)).toEqual(
    order('A', [line('1'), line('2', { itemId: 'other' }), line('3')], { channel: 'web', holds: [hold('one', '1')] }),
  );
});

it('pieces of a shipment join to all of its lines', () => {
  const piece = (lineNumber: string, quantity: number, etaAt: string | null = null) =>
    record('shipment', { id: 'S', lines: [{ orderId: 'A', lineNumber, quantity }], etaAt });

  expect(joined(joined(piece('1', 1), piece('2', 2)), piece('1', 3, '2013-06-09T00:00:00.000Z'))).toMatchObject({
    etaAt: '2013-06-09T00:00:00.000Z',
    lines: [
      { lineNumber: '2', quantity: 2 },
      { lineNumber: '1', quantity: 3 },
    ],
  });
});
