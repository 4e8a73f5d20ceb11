import { describe, expect, it } from 'vitest';
import { createDerivedBook, NOW } from './derived-book.ts';
import { line, order, record } from './given-records.ts';
import { UNDATED } from '../../src/domain/time.ts';
import { containing } from './containing.ts';

const LATER = '2013-06-11T08:00:00.000Z';
const PLACED = '2013-06-01T00:00:00.000Z';

function told(events: readonly { type: string; time: string }[]) {
  return events.map(({ type, time }) => `${type} ${time}`);
}

describe('an order', () => {
  it('that comes in pieces is placed at its own time, whatever page a piece stands on', () => {
    const book = createDerivedBook('order');

    const first = book.page([order('SO-1', [line('1')])]);
    const second = book.page([order('SO-1', [line('2')])]);

    expect(told([...first.events, ...second.events])).toEqual([`order.placed ${PLACED}`, `order.placed ${PLACED}`]);
  });

  it('gets a line that turns up in a later read when it is read', () => {
    const book = createDerivedBook('order');
    book.page([order('SO-1', [line('1')])], { readId: 'first' });

    const later = book.page([order('SO-1', [line('1'), line('2')])], { readId: 'second', now: LATER });

    expect(told(later.events)).toEqual([`order.placed ${LATER}`]);
    expect(later.events[0]?.data).toMatchObject({ lines: [{ content: { lineNumber: '2' } }] });
  });

  it('that lists a line twice in one read keeps the first and sets the second aside, whatever it says', () => {
    const book = createDerivedBook('order');
    book.page([order('SO-1', [line('1')])]);

    const again = book.page([
      order('SO-1', [line('1')]),
      order('SO-2', [line('1')]),
      order('SO-2', [line('1', { itemId: 'I-2' })]),
    ]);

    expect(again.rejected).toMatchObject([
      { location: 'rows:1', reason: containing('duplicate key line/SO-1/1'), payload: { id: 'SO-1' } },
      {
        location: 'rows:3',
        reason: containing('(first in this read at rows:2)'),
        payload: { lines: [{ itemId: 'I-2' }] },
      },
    ]);
    expect(again.events).toHaveLength(1);
  });

  it('whose header is repeated otherwise in one read is set aside, and taken when the source says that it changed since', () => {
    const book = createDerivedBook('order');
    book.page([order('SO-1', [line('1')])]);

    const other = book.page([order('SO-1', [line('2')], { customerId: 'C-2' })]);
    const changed = book.page([order('SO-1', [line('2')], { customerId: 'C-2', changedAt: LATER })]);

    expect(other.rejected).toMatchObject([{ reason: containing('expected one header') }]);
    expect(told(changed.events)).toEqual([`order.placed ${PLACED}`, `order.changed ${LATER}`]);
  });

  it('tells first promises, new promises, allocations and holds apart', () => {
    const book = createDerivedBook('order');
    const hold = { id: 'H-1', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };
    book.page([order('SO-1', [line('1', { promisedDeliverBy: null }), line('2', { allocated: 5 })])], { readId: 'a' });

    const changed = book.page(
      [order('SO-1', [line('1'), line('2', { allocated: 2, promisedDeliverBy: LATER })], { holds: [hold] })],
      { readId: 'b', now: LATER },
    );
    const released = book.page([order('SO-1', [line('1', { cancelled: true })])], { readId: 'c', now: LATER });

    expect(changed.events.map(({ type }) => type)).toEqual([
      'line.promised',
      'line.repromised',
      'hold.placed',
      'line.deallocated',
    ]);
    expect(changed.events.find(({ type }) => type === 'hold.placed')?.time).toBe(hold.placedAt);
    expect(told(released.events)).toEqual([
      'hold.released 2013-06-11T08:00:00.000Z',
      'order.cancelled 2013-06-11T08:00:00.001Z',
    ]);
  });
});

describe('an as-of book', () => {
  const until = '2013-06-05T00:00:00.000Z';

  it('withholds an order placed later, with all its lines, and what happened later to one placed before', () => {
    const orders = createDerivedBook('order').page(
      [order('SO-1', [line('1')]), order('SO-2', [line('1')], { placedAt: LATER })],
      { until },
    );
    const shipments = createDerivedBook('shipment').page(
      [record('shipment', { id: 'SH-1', lines: [], departedAt: '2013-06-03T00:00:00.000Z', deliveredAt: LATER })],
      { until },
    );

    expect([told(orders.events), orders.withheld]).toEqual([[`order.placed ${PLACED}`], 1]);
    expect([told(shipments.events), shipments.withheld]).toEqual([['shipment.departed 2013-06-03T00:00:00.000Z'], 1]);
  });

  it('knows a record without a time of its own from the beginning, and a change to it from its own date on, although its clock stands still', () => {
    const book = createDerivedBook('customer');

    const first = book.page([record('customer', { id: 'C-1', name: 'One' })], { until, readId: 'a' });
    const changed = book.page([record('customer', { id: 'C-1', name: 'Two' })], { until, readId: 'b' });

    expect(told(first.events)).toEqual([`customer.changed ${UNDATED}`]);
    expect(told(changed.events)).toEqual([`customer.changed ${until}`]);
    expect(NOW > until).toBe(true);
  });
});

describe('a shipment', () => {
  const departed = { departedAt: '2013-06-03T00:00:00.000Z' };
  const on = (lineNumber: string, quantity: number | null = null) => ({ orderId: 'SO-1', lineNumber, quantity });

  it('tells its milestones again for a line that comes later, and for that line alone', () => {
    const book = createDerivedBook('shipment');
    book.page([record('shipment', { id: 'SH-1', lines: [on('1')], ...departed })]);

    const more = book.page([record('shipment', { id: 'SH-1', lines: [on('2')], ...departed })]);

    expect(more.events).toMatchObject([
      { type: 'shipment.departed', time: departed.departedAt, data: { lines: [on('2')] } },
    ]);
  });

  it('tells a corrected milestone after the one that it corrects, with the true instant inside', () => {
    const book = createDerivedBook('shipment');
    book.page([record('shipment', { id: 'SH-1', lines: [on('1')], ...departed })], { readId: 'a' });

    const earlier = book.page([record('shipment', { id: 'SH-1', lines: [on('1')], departedAt: PLACED })], {
      readId: 'b',
    });

    expect(earlier.events).toMatchObject([{ time: '2013-06-03T00:00:00.001Z', data: { at: PLACED } }]);
  });
});

describe('supply', () => {
  const input = {
    id: 'PO-1',
    itemId: 'I-1',
    siteId: 'W-1',
    quantity: { value: 1, uom: 'EA' },
    orderedAt: PLACED,
    expectedAt: LATER,
  };

  it('that is only expected later is delayed; any other change is scheduled anew', () => {
    const book = createDerivedBook('supply');
    book.page([record('supply', input)], { readId: 'a' });

    const later = book.page([record('supply', { ...input, expectedAt: '2013-06-20T00:00:00.000Z' })], { readId: 'b' });
    const sooner = book.page([record('supply', input)], { readId: 'c' });

    expect(later.events.map(({ type }) => type)).toEqual(['supply.delayed']);
    expect(sooner.events.map(({ type }) => type)).toEqual(['supply.scheduled']);
  });
});
