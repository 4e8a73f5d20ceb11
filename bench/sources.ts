/**
 * How fast a full read of 10,000 orders is from each source system, and what share of the work is ours.
 *
 *   npm run bench:sources                      all of them
 *   npm run bench:sources -- tryton [orders]   one
 *
 * Prints a table: one row a source, each read in a process of its own, for the first time.
 */
import { spawnSync } from 'node:child_process';
import type { BenchSource } from './sources/bench-source.ts';
import { openCsv } from './sources/csv.ts';
import { openJetstream } from './sources/jetstream.ts';
import { openMemory } from './sources/memory.ts';
import { openOdata } from './sources/odata.ts';
import { openPostgres } from './sources/postgres.ts';
import { openReader } from './sources/read-all.ts';
import { openSimulator } from './sources/simulator.ts';
import { openTryton } from './sources/tryton.ts';
import { openVendure } from './sources/vendure.ts';
import { openX12 } from './sources/x12.ts';

/** Every source that can be measured: started, with so many orders in it. */
const SOURCES: Readonly<Record<string, (orders: number) => Promise<BenchSource>>> = {
  tryton: openTryton,
  vendure: openVendure,
  odata: openOdata,
  postgres: openPostgres,
  jetstream: openJetstream,
  x12: openX12,
  csv: openCsv,
  simulator: openSimulator,
  memory: openMemory,
};

const HEAD = `| source | orders | lines | seconds | orders/s | lines/s | processor: ours | processor: the source's | ours |
| ------ | -----: | ----: | ------: | -------: | ------: | --------------: | ----------------------: | ---: |`;

const [name, orders = '10000'] = process.argv.slice(2);
if (name === undefined) measureAll();
else await measure(name, Number(orders));

function measureAll(): void {
  console.log(HEAD);
  for (const source of Object.keys(SOURCES)) {
    const args = [...process.execArgv, import.meta.filename, source];
    const { status, stdout } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    console.log(status === 0 ? stdout.trim().split('\n').at(-1) : `| ${source} | failed |`);
  }
}

async function measure(source: string, count: number): Promise<void> {
  const open = SOURCES[source];
  if (!open) throw new Error(`expected one of ${Object.keys(SOURCES).join(', ')}, came ${source}`);
  const { provider, pid, stop } = await open(count);
  const reader = await openReader(provider, pid);
  try {
    const { orders, lines, setAside, seconds, ours, theirs } = await reader.readAll();
    if (setAside > 0) console.log(`${setAside} rows were set aside`);
    const times = [
      seconds.toFixed(1),
      Math.round(orders / seconds),
      Math.round(lines / seconds),
      `${ours.toFixed(1)} s`,
    ];
    const share =
      pid === null ? ['-', '-'] : [`${theirs.toFixed(1)} s`, `${Math.round((100 * ours) / (ours + theirs))} %`];
    console.log(`| ${[source, orders, lines, ...times, ...share].join(' | ')} |`);
  } finally {
    await reader.close();
    await stop();
  }
}
