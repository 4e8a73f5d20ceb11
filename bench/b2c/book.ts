import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shopRows, type ShopOptions } from './shop.ts';

/** A mapping as someone would write it who has just read `plugins/csv/README.md`. */
const MAPPING = `
# Order lines of a SIMULATED marketplace, one row a line.
version: 1
zone: America/Sao_Paulo
currency: BRL
uom: EA
files: { lines: {} }
records:
  order:
    fields:
      id: order_id
      customerId: customer_unique_id
      placedAt: order_purchase_timestamp
      shipTo.region: customer_state
    line:
      lineNumber: order_item_id
      itemId: product_id
      quantity: { const: 1 }
      value: price
      supplierId: seller_id
      promisedDeliverBy: { column: order_estimated_delivery_date, type: date }
    attributes:
      category: product_category
      sellerState: seller_state
      price: { column: price, type: number }
      freight: { column: freight_value, type: number }
  shipment:
    fields:
      id: { template: '{order_id}/{order_item_id}' }
      departedAt: order_delivered_carrier_date
      deliveredAt: order_delivered_customer_date
    line: { orderId: order_id, lineNumber: order_item_id }
`;

const CONFIG = `
import { csv, defineConfig } from 'promisegraph';

/** A SIMULATED marketplace: nothing in it is real. */
export default defineConfig({
  currency: 'BRL',
  zone: 'America/Sao_Paulo',
  providers: [csv({ id: 'shop', mapping: 'mapping.yaml', files: { lines: 'lines.csv' } })],
  scoring: {
    route: ['sellerState', 'shipTo.region'],
    categories: ['shipTo.region', 'sellerState', 'category'],
    numbers: ['price', 'freight'],
  },
});
`;

/** Writes the shop's export with a mapping and a configuration that read it. */
export async function writeBook(
  dir: string,
  options: ShopOptions,
): Promise<{ readonly config: string; readonly lines: string }> {
  await mkdir(dir, { recursive: true });
  const lines = join(dir, 'lines.csv');
  const config = join(dir, 'promisegraph.config.ts');
  await writeFile(join(dir, 'mapping.yaml'), MAPPING.trimStart());
  await writeFile(config, CONFIG.trimStart());
  const file = createWriteStream(lines);
  for (const row of shopRows(options)) if (!file.write(`${row}\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
  return { config, lines };
}
