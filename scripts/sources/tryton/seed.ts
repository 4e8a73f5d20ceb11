import { seedAccounts } from './seed-accounts.ts';
import { date, decimal, type Rpc } from './rpc.ts';

/** A made-up distributor: the data is simulated, the system is Tryton itself. Ids by the codes that they are given. */
interface Seeded {
  readonly company: number;
  readonly currency: number;
  readonly term: number;
  readonly customers: Readonly<Record<string, number>>;
  readonly products: Readonly<Record<string, number>>;
  readonly warehouses: Readonly<Record<string, number>>;
}

const CUSTOMERS = [
  ['C-ACME', 'Acme Retail', 'Chicago'],
  ['C-GLOBEX', 'Globex Medical', 'Boston'],
  ['C-INITECH', 'Initech', 'Austin'],
] as const;

const PRODUCTS = [
  ['PUMP', 'Infusion pump', 480],
  ['VALVE', 'Check valve', 12.5],
  ['MOTOR', 'Servo motor', 220],
  ['FILTER', 'HEPA filter', 35],
] as const;

/** Customer, warehouse, days to the promise, item and quantity of each line, and how far the order has come. */
const ORDERS = [
  [
    'C-ACME',
    'MEM',
    3,
    [
      ['PUMP', 4],
      ['VALVE', 100],
    ],
    'confirm',
  ],
  ['C-GLOBEX', 'MEM', 5, [['MOTOR', 8]], 'confirm'], // short: 3 on hand
  [
    'C-INITECH',
    'RNO',
    2,
    [
      ['FILTER', 10],
      ['PUMP', 2],
    ],
    'confirm',
  ],
  ['C-ACME', 'RNO', 7, [['PUMP', 9]], 'confirm'], // short: 5 on hand
  ['C-ACME', 'MEM', 10, [['VALVE', 50]], 'quote'],
  ['C-GLOBEX', 'RNO', 12, [['FILTER', 5]], 'quote'],
  ['C-INITECH', 'MEM', 4, [['VALVE', 20]], 'confirm'],
] as const;

/** From an empty database to a company that sells, buys and ships, through calls that a person could make. */
export async function seed(rpc: Rpc): Promise<void> {
  const { company, currency, revenue, expense } = await seedAccounts(rpc);
  const [term = 0] = await rpc.create('account.invoice.payment_term', [
    { name: 'Net 30', lines: [['create', [{ type: 'remainder', relativedeltas: [['create', [{ days: 30 }]]] }]]] },
  ]);
  const customers = await seedParties(rpc, term);
  const products = await seedProducts(rpc, revenue, expense);
  const warehouses = await seedWarehouses(rpc);
  const seeded: Seeded = { company, currency, term, customers, products, warehouses };
  await seedStock(rpc, seeded, 'MEM', { PUMP: 20, VALVE: 500, MOTOR: 3 });
  await seedStock(rpc, seeded, 'RNO', { PUMP: 5, FILTER: 40 });
  for (const order of ORDERS) await seedOrder(rpc, seeded, order);
  await seedPurchase(rpc, seeded);
}

async function seedParties(rpc: Rpc, term: number): Promise<Record<string, number>> {
  const [country] = await rpc.create('country.country', [{ name: 'United States', code: 'US', code3: 'USA' }]);
  const made: Record<string, number> = {};
  for (const [code, name, city] of CUSTOMERS) {
    const address = { name, street: '1 Main St', city, postal_code: '60601', country, delivery: true, invoice: true };
    const values = { name, code, customer_payment_term: term, addresses: [['create', [address]]] };
    [made[code] = 0] = await rpc.create('party.party', [values]);
  }
  const supplier = { name: 'Shenzhen Components', code: 'S-SZ', supplier_payment_term: term };
  await rpc.create('party.party', [
    { ...supplier, addresses: [['create', [{ street: '9 Port Rd', city: 'Shenzhen' }]]] },
  ]);
  return made;
}

async function seedProducts(rpc: Rpc, revenue: number, expense: number): Promise<Record<string, number>> {
  const [unit] = await rpc.search('product.uom', [['name', '=', 'Unit']]);
  const [category] = await rpc.create('product.category', [
    { name: 'Goods', accounting: true, account_expense: expense, account_revenue: revenue },
  ]);
  const made: Record<string, number> = {};
  for (const [code, name, price] of PRODUCTS) {
    const [template = 0] = await rpc.create('product.template', [
      {
        ...{ name, type: 'goods', default_uom: unit, list_price: decimal(price), cost_price_method: 'fixed' },
        ...{ salable: true, sale_uom: unit, purchasable: true, purchase_uom: unit, account_category: category },
        lead_time: { __class__: 'timedelta', seconds: 86_400 },
        products: [['create', [{ suffix_code: code, cost_price: decimal(price / 2) }]]],
      },
    ]);
    const [product = 0] = await rpc.search('product.product', [['template', '=', template]]);
    made[code] = product;
  }
  return made;
}

/** The warehouse that every database has, and a second one. */
async function seedWarehouses(rpc: Rpc): Promise<Record<string, number>> {
  const [first = 0] = await rpc.search('stock.location', [['type', '=', 'warehouse']]);
  await rpc.call('stock.location', 'write', [[first], { name: 'Memphis DC', code: 'MEM' }]);
  const zones = ['Input', 'Output', 'Storage'].map((zone) => ({ name: `Reno ${zone}`, type: 'storage' }));
  const [input_location, output_location, storage_location] = await rpc.create('stock.location', zones);
  const [lost_found_location] = await rpc.create('stock.location', [{ name: 'Reno Lost', type: 'lost_found' }]);
  const places = { input_location, output_location, storage_location, lost_found_location };
  const [second = 0] = await rpc.create('stock.location', [
    { name: 'Reno DC', code: 'RNO', type: 'warehouse', ...places },
  ]);
  return { MEM: first, RNO: second };
}

async function seedStock(rpc: Rpc, seeded: Seeded, at: string, stock: Readonly<Record<string, number>>): Promise<void> {
  const { company, products, warehouses } = seeded;
  const [warehouse] = await rpc.read('stock.location', [warehouses[at] ?? 0], ['storage_location']);
  const rows = Object.entries(stock).map(([code, quantity]) => ({
    product: products[code],
    quantity,
    expected_quantity: 0,
  }));
  const [inventory = 0] = await rpc.create('stock.inventory', [
    { company, location: warehouse?.storage_location, date: date(0), lines: [['create', rows]] },
  ]);
  await rpc.call('stock.inventory', 'confirm', [[inventory]]);
}

async function seedOrder(rpc: Rpc, seeded: Seeded, order: (typeof ORDERS)[number]): Promise<void> {
  const { company, currency, term, customers, products, warehouses } = seeded;
  const [code, at, days, lines, step] = order;
  const party = customers[code] ?? 0;
  const [address] = await rpc.search('party.address', [['party', '=', party]]);
  const [unit] = await rpc.search('product.uom', [['name', '=', 'Unit']]);
  const rows = lines.map(([item, quantity]) => {
    return { type: 'line', product: products[item], unit, quantity, unit_price: decimal('100.00') };
  });
  const [sale = 0] = await rpc.create('sale.sale', [
    {
      ...{ company, party, invoice_address: address, shipment_address: address, payment_term: term, currency },
      ...{ warehouse: warehouses[at], sale_date: date(0), shipping_date: date(days) },
      ...{ invoice_method: 'shipment', shipment_method: 'order', lines: [['create', rows]] },
    },
  ]);
  await rpc.call('sale.sale', 'quote', [[sale]]);
  if (step === 'confirm') await rpc.call('sale.sale', 'confirm', [[sale]]);
}

/** Motors on their way to Memphis. */
async function seedPurchase(rpc: Rpc, { company, currency, products, warehouses }: Seeded): Promise<void> {
  const [party = 0] = await rpc.search('party.party', [['code', '=', 'S-SZ']]);
  const [invoice_address] = await rpc.search('party.address', [['party', '=', party]]);
  const [unit] = await rpc.search('product.uom', [['name', '=', 'Unit']]);
  const line = { type: 'line', product: products.MOTOR, unit, quantity: 25, unit_price: decimal('110.00') };
  const [purchase = 0] = await rpc.create('purchase.purchase', [
    {
      ...{ company, party, invoice_address, currency, warehouse: warehouses.MEM, invoice_method: 'order' },
      ...{ purchase_date: date(0), delivery_date: date(9), lines: [['create', [line]]] },
    },
  ]);
  for (const step of ['quote', 'confirm']) await rpc.call('purchase.purchase', step, [[purchase]]);
}
