import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { x12 } from '../../plugins/index.ts';
import { ACME, interchange, US, type MadeUpSet } from '../../test/plugins/x12/made-up.ts';
import type { BenchSource } from './bench-source.ts';
import { newFolder } from './new-folder.ts';

/** A drop folder of made-up 850s, a hundred orders a file, of two lines each. */
const PER_FILE = 100;

export async function openX12(orders: number): Promise<BenchSource> {
  const { folder, remove } = newFolder();
  mkdirSync(join(folder, 'in'));
  for (let file = 0; file * PER_FILE < orders; file += 1) {
    const text = interchange([...sets(file)], { control: 1 + file * PER_FILE });
    writeFileSync(join(folder, 'in', `${String(file).padStart(4, '0')}.edi`), text);
  }
  const provider = x12({ id: 'edi', folder, us: US, partners: [{ id: 'acme', party: ACME }], filesPerRead: 5_000 });
  return { provider, pid: null, stop: remove };
}

function* sets(file: number): Generator<MadeUpSet> {
  for (let at = 0; at < PER_FILE; at += 1) {
    const lines = [1, 2].map((line) => `PO1*${line}*8*EA*220.5**VP*SKU-${line}`);
    const parties = ['N1*BY*ACME*92*C-7', 'N1*ST*STORE*92*S12', 'N4*MEMPHIS*TN*38103*US'];
    yield ['PO', '850', [`BEG*00*SA*PO-${file}-${at}**20261120`, ...parties, ...lines, 'CTT*2']];
  }
}
