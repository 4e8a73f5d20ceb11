import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv } from '../../plugins/index.ts';
import { MADE_UP_MAPPING, madeUpLines } from '../made-up-lines.ts';
import type { BenchSource } from './bench-source.ts';
import { newFolder } from './new-folder.ts';

/** One made-up file of three lines an order. */
export async function openCsv(orders: number): Promise<BenchSource> {
  const { folder, remove } = newFolder();
  const mapping = join(folder, 'mapping.yaml');
  const from = join(folder, 'lines.csv');
  writeFileSync(mapping, MADE_UP_MAPPING);
  writeFileSync(from, [...madeUpLines(3 * orders)].join(''));
  return { provider: csv({ id: 'file', mapping, from }), pid: null, stop: remove };
}
