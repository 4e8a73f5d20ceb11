import { describe, expect, it } from 'vitest';
import { toShipment } from '../../src/domain/shipment.ts';
import { entityAfter, event, june, line, shipped } from './given.ts';

describe('a shipment', () => {
  it('goes from confirmed to departed to delivered, in whatever order that is told', () => {
    const confirmed = event('shipment.confirmed', 4, { shipmentId: 'SH-1', lines: [], at: june(4) });
    const [departed, delivered] = [
      shipped('shipment.departed', 5, 'SH-1', 4),
      shipped('shipment.delivered', 8, 'SH-1', 4),
    ];

    expect(shipmentAfter(confirmed).status).toBe('confirmed');
    expect(shipmentAfter(departed, confirmed).status).toBe('departed');
    expect(shipmentAfter(delivered, confirmed, departed)).toMatchObject({
      status: 'delivered',
      confirmedAt: june(4),
      departedAt: june(5),
      deliveredAt: june(8),
      lines: [{ lineId: 'SO-1/1', quantity: 4 }],
    });
  });

  it('is planned while only its expected arrival is known', () => {
    expect(
      shipmentAfter(event('shipment.etaChanged', 2, { shipmentId: 'SH-1', lines: [], at: june(9) })),
    ).toMatchObject({ status: 'planned', etaAt: june(9) });
  });

  it('keeps lines that a later event does not list', () => {
    const other = event('shipment.departed', 6, {
      shipmentId: 'SH-1',
      lines: [{ orderId: 'SO-2', lineNumber: '1' }],
      at: june(6),
    });

    expect(shipmentAfter(shipped('shipment.departed', 5, 'SH-1', 4), other).lines).toEqual([
      { lineId: 'SO-1/1', quantity: 4 },
      { lineId: 'SO-2/1', quantity: null },
    ]);
  });

  it('that failed has not delivered its lines', () => {
    const failed = event('shipment.failed', 7, { shipmentId: 'SH-1', lines: [{ ...line }], at: june(7) });

    expect(shipmentAfter(shipped('shipment.departed', 5, 'SH-1', 4), failed)).toMatchObject({
      status: 'failed',
      deliveredAt: null,
    });
  });
});

function shipmentAfter(...events: Parameters<typeof entityAfter>[0][number][]) {
  return toShipment(entityAfter(events, 'shipment', 'SH-1'));
}
