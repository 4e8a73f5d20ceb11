import type { InventoryRecord, ShipmentRecord, SupplyRecord } from '../../../src/providers/index.ts';
import type { InventoryState, ShipmentState, SupplyState } from '../world/state.ts';
import { instantAt, instantOrNull, pieces } from './values.ts';

export function inventoryRecord(stock: InventoryState): InventoryRecord {
  return {
    kind: 'inventory',
    itemId: stock.itemId,
    siteId: stock.siteId,
    onHand: pieces(stock.onHand),
    allocated: stock.allocated,
    lots: stock.lots.map((lot) => ({ ...lot, expiresAt: instantOrNull(lot.expiresAt) })),
    changedAt: instantAt(stock.changedAt),
  };
}

export function supplyRecord(supply: SupplyState): SupplyRecord {
  return {
    kind: 'supply',
    id: supply.id,
    itemId: supply.itemId,
    siteId: supply.siteId,
    supplierId: supply.supplierId,
    quantity: pieces(supply.quantity),
    orderedAt: instantAt(supply.orderedAt),
    expectedAt: instantAt(supply.expectedAt),
    receivedAt: instantOrNull(supply.receivedAt),
    changedAt: instantAt(supply.changedAt),
  };
}

export function shipmentRecord(shipment: ShipmentState): ShipmentRecord {
  const { orderId } = shipment;
  return {
    kind: 'shipment',
    id: shipment.id,
    carrierServiceId: shipment.carrierServiceId,
    lines: shipment.lines.map((line) => ({ orderId, ...line })),
    confirmedAt: instantAt(shipment.confirmedAt),
    departedAt: instantAt(shipment.departedAt),
    etaAt: instantOrNull(shipment.etaAt),
    deliveredAt: instantOrNull(shipment.deliveredAt),
    failedAt: instantOrNull(shipment.failedAt),
    changedAt: instantAt(shipment.changedAt),
  };
}
