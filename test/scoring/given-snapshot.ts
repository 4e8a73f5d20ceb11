import { NO_CLAIMS } from '../../src/domain/atp.ts';
import type { Inventory } from '../../src/domain/master-data.ts';
import type { Order } from '../../src/domain/order.ts';
import type { OrderLine } from '../../src/domain/order-line.ts';
import type { Snapshot } from '../../src/scoring/snapshot.ts';

const provenance = { source: 'erp', observedAt: '2013-06-01T00:00:00.000Z' };

/** Line A/1 of 5 pieces on 15 June 2013, promised for the 20th; nothing lies around it but what is given. */
export function givenSnapshot(given: {
  readonly line?: Partial<OrderLine>;
  readonly order?: Partial<Order>;
  /** Stock at its site; none is told when absent. */
  readonly onHand?: number;
}): Snapshot {
  const line: OrderLine = {
    id: 'A/1',
    orderId: 'A',
    lineNumber: '1',
    itemId: 'I-1',
    quantity: { value: 5, uom: 'EA' },
    value: { amountMinor: 10_000, currency: 'USD' },
    cost: null,
    effortMinutes: null,
    siteId: 'NORTH',
    supplierId: null,
    carrierServiceId: null,
    requestedDeliverBy: null,
    attributes: {},
    promisedShipBy: null,
    promisedDeliverBy: '2013-06-20T00:00:00.000Z',
    allocated: null,
    backordered: null,
    status: 'open',
    shippedAt: null,
    deliveredAt: null,
    provenance,
    ...given.line,
  };
  const order: Order = {
    id: 'A',
    customerId: 'C-1',
    placedAt: '2013-06-14T00:00:00.000Z',
    currency: 'USD',
    channel: null,
    shipTo: null,
    cancelled: false,
    holds: [],
    provenance,
    ...given.order,
  };
  const inventory: Inventory | null =
    given.onHand === undefined
      ? null
      : {
          id: 'I-1@NORTH',
          itemId: 'I-1',
          siteId: 'NORTH',
          onHand: { value: given.onHand, uom: 'EA' },
          allocated: 0,
          lots: [],
          provenance,
        };
  return {
    asOf: '2013-06-15T00:00:00.000Z',
    line,
    order,
    orderLineCount: 1,
    customer: null,
    item: null,
    inventory,
    stock: inventory ? [{ siteId: 'NORTH', inventory, receipts: [], claims: NO_CLAIMS }] : [],
    substitutes: [],
    site: null,
    carrierService: null,
    shipments: [],
    exceptions: [],
    conditions: [],
    customerReturns: null,
    history: {},
  };
}
