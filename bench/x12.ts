/**
 * How fast `plugins/x12` turns a drop folder of 10,000 made-up orders of three lines into checked records, and how much of that is the
 * plugin's: reading, splitting and checking of the files, against the host's checks of pages and records.
 *
 *   node --import @swc-node/register/esm-register bench/x12.ts [orders]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { x12 } from '../plugins/index.ts';
import { silentLog } from '../src/log.ts';
import { createHost } from '../src/providers/create-host.ts';
import { interchange, US, ACME, type MadeUpSet } from '../test/plugins/x12/made-up.ts';

const PER_FILE = 100;
const orders = Number(process.argv[2] ?? '10000');
const root = mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));
try {
  mkdirSync(join(root, 'in'));
  for (let file = 0; file * PER_FILE < orders; file += 1)
    writeFileSync(
      join(root, 'in', `${String(file).padStart(4, '0')}.edi`),
      interchange([...sets(file)], { control: 1 + file * PER_FILE }),
    );
  await measure();
} finally {
  rmSync(root, { recursive: true, force: true });
}

function* sets(file: number): Generator<MadeUpSet> {
  for (let at = 0; at < PER_FILE; at += 1) {
    const lines = [1, 2, 3].map((line) => `PO1*${line}*8*EA*220.5**VP*SKU-${line}`);
    const head = [
      `BEG*00*SA*PO-${file}-${at}**20261120`,
      'N1*BY*ACME*92*C-7',
      'N1*ST*STORE*92*S12',
      'N4*MEMPHIS*TN*38103*US',
    ];
    yield ['PO', '850', [...head, ...lines, 'CTT*3']];
  }
}

async function measure(): Promise<void> {
  const partners = [{ id: 'acme', party: ACME }];
  const host = createHost([x12({ id: 'edi', folder: root, us: US, partners, filesPerRead: 5_000 })], {
    baseDir: root,
    now: () => new Date().toISOString(),
    log: silentLog,
  });
  const provider = host.get('edi');
  const signal = new AbortController().signal;
  for (const round of ['cold', 'warm']) {
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    let records = 0;
    let firstAt = 0;
    for await (const page of provider.read('order', null, signal)) {
      firstAt ||= performance.now();
      records += page.records.length;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    console.log(
      `${round}: ${records} orders in ${seconds.toFixed(2)} s, ${Math.round(records / seconds)} orders/s, ` +
        `${((user + system) / 1e6).toFixed(2)} s of processor time; files read and checked after ${((firstAt - startedAt) / 1000).toFixed(2)} s`,
    );
  }
  await host.close();
}
