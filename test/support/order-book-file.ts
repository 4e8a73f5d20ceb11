import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One row of a made-up order book: what the CSV tests read. */
export interface BookRow {
  readonly order: string;
  readonly line: string;
  readonly customer: string;
  readonly item: string;
  readonly quantity: number;
  readonly value: number;
  readonly country: string;
  readonly placed: string;
  readonly promised: string;
  /** Empty while it is open. */
  readonly delivered: string;
}

const MAPPING = `version: 1
zone: UTC
currency: USD
uom: EA
files:
  book: { path: book.csv }
records:
  customer:
    fields: { id: customer, name: { template: 'Customer {customer}' }, country: country }
  order:
    fields: { id: order, customerId: customer, placedAt: placed, shipTo.country: country }
    line: { lineNumber: line, itemId: item, quantity: quantity, value: value, promisedDeliverBy: promised }
  shipment:
    fields: { id: { template: 'SH-{order}-{line}' }, deliveredAt: delivered }
    line: { orderId: order, lineNumber: line }
`;

const CONFIG = `import { csv, defineConfig } from 'promisegraph';
export default defineConfig({
  providers: [csv({ id: 'book', mapping: 'mapping.yaml', pollMs: 200 })],
  scoring: { route: ['shipTo.country'], categories: ['shipTo.country'] },
});
`;

export interface BookFolder {
  readonly dir: string;
  readonly config: string;
  readonly file: string;
  readonly write: (rows: readonly BookRow[]) => void;
}

/** A folder with a configuration, its mapping and an order book as a CSV file. */
export function writeBookFolder(rows: readonly BookRow[]): BookFolder {
  const dir = mkdtempSync(join(tmpdir(), 'promisegraph-book-'));
  const file = join(dir, 'book.csv');
  const write = (now: readonly BookRow[]): void => writeFileSync(file, toCsv(now));
  write(rows);
  writeFileSync(join(dir, 'mapping.yaml'), MAPPING);
  writeFileSync(join(dir, 'promisegraph.config.ts'), CONFIG);
  return { dir, config: join(dir, 'promisegraph.config.ts'), file, write };
}

function toCsv(rows: readonly BookRow[]): string {
  const columns = [
    'order',
    'line',
    'customer',
    'item',
    'quantity',
    'value',
    'country',
    'placed',
    'promised',
    'delivered',
  ] as const;
  return [columns.join(','), ...rows.map((row) => columns.map((column) => row[column]).join(','))].join('\n') + '\n';
}

/** A seeded book: `orders` orders of one to three lines over two years; goods to `XB` are often late; the last 60 days are open. */
export function makeRows(orders: number, seed = 1): BookRow[] {
  const random = seeded(seed);
  const rows: BookRow[] = [];
  const start = Date.parse('2012-01-01T00:00:00Z');
  for (let index = 0; index < orders; index++) {
    const day = Math.floor((index / orders) * 730);
    const country = ['XA', 'XB', 'XC'][Math.floor(random() * 3)] ?? 'XA';
    for (let line = 1; line <= 1 + Math.floor(random() * 3); line++) {
      const lead = 5 + Math.floor(random() * 20);
      const delay = random() < (country === 'XB' ? 0.6 : 0.1) ? 1 + Math.floor(random() * 9) : 0;
      rows.push({
        order: `SO-${String(index).padStart(6, '0')}`,
        line: String(line),
        customer: `C-${index % 17}`,
        item: `I-${index % 29}`,
        quantity: 1 + Math.floor(random() * 50),
        value: Math.round(random() * 100_000) / 100,
        country,
        placed: isoDate(start, day),
        promised: isoDate(start, day + lead),
        delivered: day > 670 ? '' : isoDate(start, day + lead + delay),
      });
    }
  }
  return rows;
}

function isoDate(start: number, day: number): string {
  return new Date(start + day * 86_400_000).toISOString().slice(0, 10);
}

/** mulberry32, a small public-domain generator: the same seed gives the same numbers. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
