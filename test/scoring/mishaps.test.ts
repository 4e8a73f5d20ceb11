import { expect, test } from 'vitest';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { addMs, MS_PER_DAY, type Instant } from '../../src/domain/time.ts';
import { createMishapWatch } from '../../src/scoring/mishaps.ts';
import { envelope, START } from './synthetic-book.ts';

const PROMISE = day(5);
const line = { orderId: 'O', lineNumber: '1' };

function day(days: number): Instant {
  return addMs(START, days * MS_PER_DAY);
}

function delivered(at: Instant, quantity: number | null, shipmentId = 'S'): DomainEvent {
  const data = { shipmentId, carrierServiceId: null, lines: [{ ...line, quantity }], at };
  return { ...envelope(`delivered/${shipmentId}`, at), type: 'shipment.delivered', data };
}

function backordered(at: Instant, quantity: number): DomainEvent {
  return { ...envelope(`backordered/${at}`, at), type: 'line.backordered', data: { ...line, quantity } };
}

function opened(at: Instant, lineNumbers: string[]): DomainEvent {
  const data = { id: 'E', type: 'credit-hold', severity: 'high', cause: null, orderId: 'O', lineNumbers, openedAt: at };
  return {
    ...envelope(`opened/${at}`, at),
    type: 'exception.opened',
    data: { ...data, supplyId: null },
  } as DomainEvent;
}

function pickedShort(at: Instant): DomainEvent {
  return { ...envelope('pick', at), type: 'pick.short', data: { ...line, missing: { value: 1, uom: 'EA' }, at } };
}

function timesAfter(events: readonly DomainEvent[], until = day(30)) {
  const watch = createMishapWatch(() => ['O/1', 'O/2']);
  watch.start({ lineId: 'O/1', orderId: 'O', startedAt: START, promisedDeliverBy: PROMISE, ordered: 10 });
  for (const event of events) watch.hear([event], event.time);
  return watch.timesOf('O/1', until);
}

test('a line that is delivered whole has no mishap, in one shipment or in two that come by the promise', () => {
  expect(timesAfter([delivered(day(3), null)])).toEqual({ short: null, exception: null });
  expect(timesAfter([delivered(day(3), 4), delivered(day(4), 6, 'T')])).toEqual({ short: null, exception: null });
});

test('a line of which only some has arrived, or some is backordered, is short when its promise runs out', () => {
  expect(timesAfter([delivered(day(3), 4), delivered(day(9), 6, 'T')]).short).toBe(PROMISE);
  expect(timesAfter([backordered(day(1), 2)]).short).toBe(PROMISE);
  expect(timesAfter([backordered(day(1), 2), backordered(day(4), 0)]).short).toBeNull();
});

test('nothing is known of it before', () => {
  expect(timesAfter([backordered(day(1), 2)], day(5)).short).toBeNull();
});

test('a picker who does not find it all makes it short at once', () => {
  expect(timesAfter([pickedShort(day(2)), delivered(day(3), null)]).short).toBe(day(2));
});

test('an exception on the line, or on its whole order, counts; one on another line, or from the start, does not', () => {
  expect(timesAfter([opened(day(2), ['1'])]).exception).toBe(day(2));
  expect(timesAfter([opened(day(2), [])]).exception).toBe(day(2));
  expect(timesAfter([opened(day(2), ['2'])]).exception).toBeNull();
  expect(timesAfter([opened(START, ['1'])]).exception).toBeNull();
});
