import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { isHeld, queueOf, type QueueKind } from '../../src/domain/queue.ts';
import { bothAfter, event, june, line, placed, shipped } from './given.ts';

const held = (lineNumber: string | null) =>
  event('hold.placed', 2, { orderId: 'SO-1', holdId: 'H', kind: 'credit', lineNumber, at: june(2) });
const backordered = (quantity: number) => event('line.backordered', 3, { ...line, quantity });

describe('a line waits', () => {
  it('for release while it is open and nothing blocks it', () => {
    expect(queueAfter()).toBe('release');
    expect(queueAfter(shipped('shipment.departed', 5, 'SH-1', 4))).toBe('release');
  });

  it('in no queue while its order or the line itself is held', () => {
    expect(queueAfter(held(null))).toBeNull();
    expect(queueAfter(held('1'))).toBeNull();
  });

  it('for release although another line is held', () => {
    const { order, line: open } = bothAfter(placed, held('2'));

    expect(isHeld(order, open)).toBe(false);
    expect(queueOf(order, open)).toBe('release');
  });

  it('for supply while any of it is backordered, held or not', () => {
    expect(queueAfter(backordered(3))).toBe('backorder');
    expect(queueAfter(backordered(3), held(null))).toBe('backorder');
    expect(queueAfter(backordered(0))).toBe('release');
  });

  it('in no queue once it has left, has arrived or is cancelled, alone or with its order', () => {
    expect(queueAfter(shipped('shipment.departed', 5, 'SH-1', null))).toBeNull();
    expect(queueAfter(shipped('shipment.delivered', 5, 'SH-1', null))).toBeNull();
    expect(queueAfter(event('order.cancelled', 3, { orderId: 'SO-1', lineNumbers: ['1'] }), backordered(3))).toBeNull();
    expect(queueAfter(event('order.cancelled', 3, { orderId: 'SO-1' }))).toBeNull();
  });
});

function queueAfter(...events: readonly DomainEvent[]): QueueKind | null {
  const { order, line: known } = bothAfter(placed, ...events);
  return queueOf(order, known);
}
