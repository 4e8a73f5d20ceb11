/** A mapping and rows for it, made up: for benchmarks that need any number of order lines. */
export const MADE_UP_MAPPING = `
version: 1
zone: Europe/Berlin
currency: EUR
uom: EA
files: { lines: {} }
records:
  customer: { fields: { id: Customer, name: Customer } }
  order:
    fields: { id: Order, customerId: Customer, placedAt: Ordered, shipTo.country: Country }
    line: { lineNumber: Line, itemId: Item, quantity: Qty, value: Price, promisedDeliverBy: Promised }
    attributes: { path: Path, weight: { column: Weight, type: number, otherwise: null } }
  shipment:
    fields: { id: { template: '{Order}/{Line}' }, deliveredAt: Delivered }
    line: { orderId: Order, lineNumber: Line }
`;

/** The header, and then so many rows, each with its line end. Three lines an order. */
export function* madeUpLines(rows = Infinity): Generator<string> {
  yield 'Order,Line,Customer,Country,Path,Item,Qty,Price,Weight,Ordered,Promised,Delivered\n';
  for (let row = 0; row < rows; row += 1) {
    const order = Math.floor(row / 3);
    const placed = Date.UTC(2010, 0, 1) + (order % 3_000) * 86_400_000;
    const day = (after: number) => new Date(placed + after * 86_400_000).toISOString().slice(0, 10);
    const weight = row % 50 === 0 ? 'Captured Separately' : String(row % 97);
    yield (
      `SO-${order},${row % 3},C${order % 5_000},Country ${order % 40},${row % 2 ? 'Stock' : 'Direct'},` +
      `"Item ${row % 900}, boxed",${(row % 20) + 1},${(row % 10_000) / 100},${weight},` +
      `${day(0)},${day(4)},${row % 9 ? day(2 + (row % 5)) : ''}\n`
    );
  }
}
