import type { LineRecord, OrderRecord } from '../../../src/providers/index.ts';
import { CURRENCY, type LineState, type OrderState } from '../world/state.ts';
import { instantAt, money, pieces } from './values.ts';

export function orderRecord(order: OrderState): OrderRecord {
  return {
    kind: 'order',
    id: order.id,
    customerId: order.customerId,
    placedAt: instantAt(order.placedAt),
    currency: CURRENCY,
    channel: order.channel,
    shipTo: { ...order.shipTo },
    cancelled: order.cancelled,
    holds: order.holds.map(({ id, kind, reason, lineNumber, placedAt }) => ({
      ...{ id, kind, reason, lineNumber },
      placedAt: instantAt(placedAt),
    })),
    lines: order.lines.map(lineRecord),
    changedAt: instantAt(order.changedAt),
  };
}

/** A line of which a part was cancelled is a line of what is left. */
function lineRecord(line: LineState): LineRecord {
  const { allocated, backordered, picked, shipped } = line;
  const left = allocated + backordered + picked + shipped;
  return {
    lineNumber: line.lineNumber,
    itemId: line.itemId,
    quantity: pieces(line.cancelled || left === 0 ? line.quantity : left),
    value: money(line.valueMinor),
    cost: money(line.costMinor),
    effortMinutes: line.effortMinutes,
    siteId: line.siteId,
    supplierId: line.supplierId,
    carrierServiceId: line.carrierServiceId,
    requestedDeliverBy: instantAt(line.requestedDeliverBy),
    promisedShipBy: instantAt(line.promisedShipBy),
    promisedDeliverBy: instantAt(line.promisedDeliverBy),
    allocated: allocated + picked + shipped,
    backordered,
    cancelled: line.cancelled,
    attributes: {},
  };
}
