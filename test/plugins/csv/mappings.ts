/** One file, one row a line: the smallest order book. */
export const LINES_MAPPING = `
version: 1
zone: UTC
currency: USD
uom: EA
files:
  lines: { path: lines.csv }
records:
  order:
    fields: { id: Order, customerId: Customer, placedAt: Ordered }
    line: { lineNumber: Line, itemId: Item, quantity: Qty, promisedDeliverBy: Promised }
  shipment:
    fields: { id: { template: '{Order}/{Line}' }, deliveredAt: Delivered }
    line: { orderId: Order, lineNumber: Line }
  customer:
    fields: { id: Customer, name: Customer }
`;

export const LINES_HEADER = 'Order,Line,Customer,Item,Qty,Ordered,Promised,Delivered';

export const LINES = `${LINES_HEADER}
A,1,acme,bolt,5,2013-06-01,2013-06-05,2013-06-06
A,2,acme,nut,7,2013-06-01,2013-06-05,2013-06-05
B,1,zeta,bolt,1,2013-06-02,2013-06-09,
`;
