import { describe, expect, it } from 'vitest';
import { isLate, isOpen } from '../../src/domain/order-line.ts';
import { outcomeOf } from '../../src/domain/outcome.ts';
import { bothAfter, event, june, line, lineAfter, placed, shipped } from './given.ts';

describe('a line', () => {
  it('is unknown while only its shipment has arrived', () => {
    expect(lineAfter(shipped('shipment.delivered', 9, 'SH-1', null))).toBeNull();
  });

  it('has the delivery that arrived before the order', () => {
    expect(lineAfter(shipped('shipment.delivered', 9, 'SH-1', null), placed)).toMatchObject({
      status: 'delivered',
      deliveredAt: june(9),
    });
  });

  it('is open until all of it has left', () => {
    expect(lineAfter(placed)).toMatchObject({ status: 'open', shippedAt: null });
    expect(lineAfter(placed, shipped('shipment.departed', 5, 'SH-1', 4))).toMatchObject({
      status: 'open',
      shippedAt: null,
    });
  });

  it('is shipped when the last part has left, and delivered when the last part has arrived', () => {
    const left = [shipped('shipment.departed', 5, 'SH-1', 4), shipped('shipment.departed', 7, 'SH-2', 6)];
    const arrived = [shipped('shipment.delivered', 8, 'SH-1', 4), shipped('shipment.delivered', 12, 'SH-2', 6)];

    expect(lineAfter(placed, ...left, ...arrived.slice(0, 1))).toMatchObject({
      status: 'shipped',
      shippedAt: june(7),
      deliveredAt: null,
    });
    expect(lineAfter(placed, ...left, ...arrived)).toMatchObject({
      status: 'delivered',
      shippedAt: june(7),
      deliveredAt: june(12),
    });
  });

  it('counts a shipment once, with what was last said of it', () => {
    const first = shipped('shipment.departed', 5, 'SH-1', 10);
    const corrected = shipped('shipment.departed', 6, 'SH-1', 4);

    expect(lineAfter(placed, first)?.status).toBe('shipped');
    expect(lineAfter(placed, corrected, first)?.status).toBe('open');
  });

  it('is complete when its parts add up, also where binary fractions do not', () => {
    const bulk = event('order.changed', 2, {
      orderId: 'SO-1',
      lines: [{ lineNumber: '1', itemId: 'I-1', quantity: { value: 0.8, uom: 'kg' } }],
    });

    const after = lineAfter(
      placed,
      bulk,
      shipped('shipment.delivered', 5, 'SH-1', 0.7),
      shipped('shipment.delivered', 6, 'SH-2', 0.1),
    );

    expect(after).toMatchObject({ status: 'delivered', deliveredAt: june(6) });
  });

  it('arrived when enough had come together: a replacement that follows makes nothing late', () => {
    const after = lineAfter(
      placed,
      shipped('shipment.delivered', 20, 'SH-3', 10),
      shipped('shipment.delivered', 9, 'SH-2', 6),
      shipped('shipment.delivered', 8, 'SH-1', 4),
    );

    expect(after?.deliveredAt).toBe(june(9));
  });

  it('has left when it has arrived, even if nobody said that it left', () => {
    expect(lineAfter(placed, shipped('shipment.delivered', 9, 'SH-1', 10))).toMatchObject({
      shippedAt: june(9),
      deliveredAt: june(9),
    });
  });

  it('keeps the newest promise, whatever comes in last', () => {
    const promised = (day: number, by: number) =>
      event('line.repromised', day, { ...line, promise: { promisedShipBy: null, promisedDeliverBy: june(by) } });

    expect(lineAfter(placed, promised(4, 20), promised(3, 15))?.promisedDeliverBy).toBe(june(20));
  });

  it('says null for supply that no source has told', () => {
    expect(lineAfter(placed)).toMatchObject({ allocated: null, backordered: null, siteId: null, value: null });
  });

  it('takes its provenance from the newest that is known of it', () => {
    const allocated = { ...event('line.allocated', 6, { ...line, quantity: 4 }), source: 'wms' };

    expect(lineAfter(placed, allocated)).toMatchObject({
      allocated: 4,
      provenance: { source: 'wms', observedAt: june(6) },
    });
  });

  it('is cancelled alone, and stays cancelled when goods arrive', () => {
    const cancelled = event('order.cancelled', 3, { orderId: 'SO-1', lineNumbers: ['1'] });
    const after = lineAfter(placed, shipped('shipment.delivered', 9, 'SH-1', null), cancelled);

    expect(after?.status).toBe('cancelled');
    expect(after && isOpen(after)).toBe(false);
  });
});

describe('a promise', () => {
  it('is kept at the promised instant, and missed a millisecond later', () => {
    const at = (instant: string) =>
      event('shipment.delivered', 10, { shipmentId: 'SH-1', lines: [{ ...line, quantity: null }], at: instant });

    expect(isLate(bothAfter(placed, at('2013-06-10T12:00:00.000Z')).line)).toBe(false);
    expect(isLate(bothAfter(placed, at('2013-06-10T12:00:00.001Z')).line)).toBe(true);
  });

  it('is undecided while a part is missing', () => {
    expect(isLate(bothAfter(placed, shipped('shipment.delivered', 12, 'SH-1', 9)).line)).toBeNull();
  });

  it('that nobody made is neither kept nor missed', () => {
    const none = event('line.repromised', 2, { ...line, promise: { promisedShipBy: null, promisedDeliverBy: null } });

    expect(isLate(bothAfter(placed, none, shipped('shipment.delivered', 12, 'SH-1', null)).line)).toBeNull();
  });
});

describe('an outcome', () => {
  it('becomes known with the last delivery, in days from order and from promise', () => {
    const { line: delivered, order } = bothAfter(placed, shipped('shipment.delivered', 8, 'SH-1', null));

    expect(outcomeOf(delivered, order.placedAt)).toEqual({ knownAt: june(8), late: false, leadDays: 7, delayDays: -2 });
  });

  it('is null while the line is open', () => {
    const { line: open, order } = bothAfter(placed);

    expect(outcomeOf(open, order.placedAt)).toBeNull();
  });
});
