import { expect, it } from 'vitest';
import type { Entity } from '../../src/domain/entity.ts';
import { toOrderLine } from '../../src/domain/order-line.ts';
import { createBookMemory } from '../../src/store/book-memory.ts';
import { learnChanged } from '../../src/store/learn-changed.ts';
import { entityAfter, event, june, orderAfter, placed } from '../domain/given.ts';

/** Line of SO-1 as it stands after one order of a day. */
function ordered(lineNumber: string, day: number): Entity<'line'> {
  const content = { lineNumber, itemId: 'I-1', siteId: 'W', quantity: { value: 4, uom: 'EA' } };
  const header = { id: 'SO-1', customerId: 'C-1', placedAt: june(1), currency: 'USD' };
  const promise = { promisedShipBy: null, promisedDeliverBy: june(10) };
  const told = event('order.placed', day, { header, lines: [{ content, promise }] });
  return entityAfter([told], 'line', `SO-1/${lineNumber}`);
}

it('a line that was written takes its place among the lines of its order and the wants of its item, without being read', () => {
  const memory = createBookMemory();
  memory.orders.set('SO-1', orderAfter(placed));
  memory.lines.set(
    'SO-1',
    ['1', '10'].flatMap((number) => toOrderLine(ordered(number, 2)) ?? []),
  );
  memory.demand.set('I-1', null);

  learnChanged(memory, [ordered('2', 3)]);
  learnChanged(memory, [ordered('10', 4)]);

  expect(memory.lines.peek('SO-1')?.map(({ lineNumber }) => lineNumber)).toEqual(['1', '2', '10']);
  expect(memory.demand.peek('I-1')?.map(({ lineId }) => lineId)).toEqual(['SO-1/2', 'SO-1/10']);
});

it('what is not remembered is not made up of one line, and the wants for an item are forgotten when the order is not known', () => {
  const memory = createBookMemory();
  memory.demand.set('I-1', []);

  learnChanged(memory, [ordered('1', 2)]);

  expect(memory.lines.peek('SO-1')).toBeUndefined();
  expect(memory.demand.peek('I-1')).toBeUndefined();
});

it('the wants of a cancelled order are no longer known', () => {
  const memory = createBookMemory();
  memory.orders.set('SO-1', orderAfter(placed));
  memory.demand.set('I-1', [{ lineId: 'SO-1/1', siteId: 'W', by: june(10), quantity: 4, uom: 'EA', allocated: null }]);

  learnChanged(memory, [entityAfter([placed, event('order.cancelled', 2, { orderId: 'SO-1' })], 'order', 'SO-1')]);

  expect(memory.demand.peek('I-1')).toBeUndefined();
  expect(memory.orders.peek('SO-1')?.cancelled).toBe(true);
});
