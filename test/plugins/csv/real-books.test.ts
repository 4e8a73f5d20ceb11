import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../plugins/csv/client.ts';
import { CsvConfig } from '../../../plugins/csv/config.ts';
import { OrderRecord, RECORDS, ShipmentRecord, type RecordKind } from '../../../src/providers/index.ts';
import { realData } from '../../support/real-data.ts';
import { readAll } from './book.ts';

interface Truth {
  readonly orders: number;
  readonly lines: number;
  readonly promised: number;
  readonly late: number;
}

/** Reads all kinds of an example through its own mapping, and counts what came. */
async function readExample(example: string, from: string): Promise<Truth> {
  const client = createClient(CsvConfig.parse({ mapping: join('examples', example, 'mapping.yaml'), from }), {
    resolvePath: (path) => path,
  });
  const promises = new Map<string, string | null>();
  const orders = new Set<string>();
  for (const record of await read(client, 'order')) {
    const { id, lines } = OrderRecord.parse(record);
    orders.add(id);
    for (const { lineNumber, promisedDeliverBy } of lines) promises.set(`${id}/${lineNumber}`, promisedDeliverBy);
  }
  let late = 0;
  for (const record of await read(client, 'shipment')) {
    const { lines, deliveredAt } = ShipmentRecord.parse(record);
    for (const { orderId, lineNumber } of lines) {
      const promised = promises.get(`${orderId}/${lineNumber}`);
      if (promised && deliveredAt && deliveredAt > promised) late += 1;
    }
  }
  for (const kind of ['item', 'customer', 'carrierService'] as const) {
    for (const record of await read(client, kind)) RECORDS[kind].parse(record);
  }
  return { orders: orders.size, lines: promises.size, promised: [...promises.values()].filter(Boolean).length, late };
}

async function read(client: Parameters<typeof readAll>[0], kind: RecordKind): Promise<readonly unknown[]> {
  const { records, unreadable } = await readAll(client, kind);
  expect([kind, unreadable]).toEqual([kind, []]);
  return records;
}

const scms = realData('scms/visible.csv.gz');
const dataco = realData('dataco/orders.csv.gz');

describe('the real books', () => {
  it.skipIf(scms === null)('of SCMS: 8,259 lines, of which 11.8 % came late', async () => {
    const truth = await readExample('scms', scms ?? '');

    expect(truth).toEqual({ orders: 5_277, lines: 8_259, promised: 8_259, late: 972 });
    expect(truth.late / truth.promised).toBeCloseTo(0.118, 3);
  });

  it.skipIf(dataco === null)(
    'of DataCo: 180,519 lines, promised but for Same Day, late when they took more days than scheduled',
    async () => {
      const standard = 21_111 + 21_740; // 5 and 6 days
      const second = 7_065 + 6_978 + 7_052 + 6_983; // 3 to 6 days
      const first = 27_814; // always 2 days

      expect(await readExample('dataco', dataco ?? '')).toEqual({
        orders: 65_752,
        lines: 180_519,
        promised: 180_519 - 9_737,
        late: standard + second + first,
      });
    },
    120_000,
  );
});
