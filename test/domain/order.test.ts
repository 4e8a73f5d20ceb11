import { describe, expect, it } from 'vitest';
import { event, june, line, orderAfter, placed } from './given.ts';

const hold = { orderId: 'SO-1', holdId: 'H-1', kind: 'credit', at: june(2) } as const;

describe('an order', () => {
  it('is unknown while only a hold of it has arrived', () => {
    expect(orderAfter(event('hold.placed', 2, hold))).toBeNull();
  });

  it('has the hold that arrived before it', () => {
    expect(orderAfter(event('hold.placed', 2, hold), placed)?.holds).toMatchObject([
      { id: 'H-1', kind: 'credit', placedAt: june(2) },
    ]);
  });

  it('is cancelled once its cancellation arrives, and stands again once it is reinstated', () => {
    const cancelled = event('order.cancelled', 3, { orderId: 'SO-1' });
    const reinstated = event('order.changed', 4, {
      orderId: 'SO-1',
      header: header('web'),
      lines: [],
      reinstates: true,
    });

    expect(orderAfter(placed)?.cancelled).toBe(false);
    expect(orderAfter(placed, cancelled)?.cancelled).toBe(true);
    expect(orderAfter(placed, reinstated, cancelled)).toMatchObject({ cancelled: false, channel: 'web' });
  });

  it('is not cancelled by the cancellation of one of its lines', () => {
    expect(orderAfter(placed, event('order.cancelled', 3, { orderId: 'SO-1', lineNumbers: ['1'] }))?.cancelled).toBe(
      false,
    );
  });

  it('keeps the newer header when an older one arrives later', () => {
    const newer = event('order.changed', 5, { orderId: 'SO-1', header: header('web'), lines: [] });
    const older = event('order.changed', 4, { orderId: 'SO-1', header: header('phone'), lines: [] });

    expect(orderAfter(newer, placed, older)).toMatchObject({
      channel: 'web',
      provenance: { source: 'erp', observedAt: june(5) },
    });
  });
});

describe('a hold', () => {
  it('is in force until it is released, and again when it is placed anew', () => {
    const release = event('hold.released', 3, { orderId: 'SO-1', holdId: 'H-1', at: june(3) });
    const again = event('hold.placed', 4, { ...hold, at: june(4) });

    expect(orderAfter(placed, event('hold.placed', 2, hold), release)?.holds).toEqual([]);
    expect(orderAfter(placed, event('hold.placed', 2, hold), release, again)?.holds).toHaveLength(1);
  });

  it('is not in force when its release arrives first', () => {
    const release = event('hold.released', 3, { orderId: 'SO-1', holdId: 'H-1', at: june(3) });

    expect(orderAfter(placed, release, event('hold.placed', 2, hold))?.holds).toEqual([]);
  });

  it('does not end with another hold', () => {
    const other = event('hold.placed', 2, { ...hold, holdId: 'H-2', kind: 'address' });
    const release = event('hold.released', 3, { orderId: 'SO-1', holdId: 'H-1', at: june(3) });

    expect(orderAfter(placed, event('hold.placed', 2, hold), other, release)?.holds.map(({ id }) => id)).toEqual([
      'H-2',
    ]);
  });

  it('stands by its age among others, and by its id among those of one instant', () => {
    const [b, a] = ['B', 'A'].map((holdId) => event('hold.placed', 2, { ...hold, holdId, ...line }));
    const oldest = event('hold.placed', 2, { ...hold, holdId: 'Z', at: june(1) });
    if (!a || !b) throw new Error('two holds expected');

    expect(orderAfter(placed, a, b, oldest)?.holds.map(({ id }) => id)).toEqual(['Z', 'A', 'B']);
    expect(orderAfter(placed, oldest, b, a)?.holds.map(({ id }) => id)).toEqual(['Z', 'A', 'B']);
  });
});

function header(channel: string) {
  return { id: 'SO-1', customerId: 'C-1', placedAt: june(1), currency: 'USD', channel };
}
