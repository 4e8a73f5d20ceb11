/**
 * How fast a full read of 10,000 orders is from a real source system, and what share of the work is ours.
 *
 *   npm run bench:sources -- tryton [orders]
 *
 * Prints orders and lines a second of wall clock, and the processor seconds of this process and of the source.
 */
import { readFileSync } from 'node:fs';
import { silentLog } from '../src/log.ts';
import { createHost } from '../src/providers/create-host.ts';
import type { BenchSource } from './sources/bench-source.ts';
import { openTryton } from './sources/tryton.ts';

/** Every source that can be measured: started, with so many orders in it. */
const SOURCES: Readonly<Record<string, (orders: number) => Promise<BenchSource>>> = { tryton: openTryton };

/** Of the clock in which Linux counts processor time. */
const TICKS_PER_SECOND = 100;

const [name = 'tryton', orders = '10000'] = process.argv.slice(2);
const open = SOURCES[name];
if (!open) throw new Error(`expected one of ${Object.keys(SOURCES).join(', ')}, came ${name}`);
const source = await open(Number(orders));
try {
  await measure(source);
} finally {
  await source.stop();
}

async function measure({ provider, pid }: BenchSource): Promise<void> {
  const now = (): string => new Date().toISOString();
  const host = createHost([provider], { baseDir: '.', now, log: silentLog });
  const [hosted] = host.all;
  const [started, own, theirs] = [performance.now(), process.cpuUsage(), secondsOf(pid)];
  let [records, lines, setAside] = [0, 0, 0];
  for await (const page of hosted?.read('order', null, new AbortController().signal) ?? []) {
    records += page.records.length;
    setAside += page.unreadable.length;
    for (const { record } of page.records) lines += record.kind === 'order' ? record.lines.length : 0;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const [ours, source] = [(user + system) / 1e6, secondsOf(pid) - theirs];
  await host.close();
  console.log(
    `${name}: ${records} orders, ${lines} lines, ${setAside} set aside in ${seconds.toFixed(1)} s; ` +
      `${Math.round(records / seconds)} orders/s, ${Math.round(lines / seconds)} lines/s; ` +
      `processor: ours ${ours.toFixed(1)} s, the source's ${source.toFixed(1)} s: ours ${Math.round((100 * ours) / (ours + source))} %`,
  );
}

/** Processor seconds of a process so far, its threads included. */
function secondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
