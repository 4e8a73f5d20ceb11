/**
 * What a process of its own costs a provider: a full read of the same made-up file by `plugins/csv`, in our process and isolated.
 *
 *   npm run bench:isolation [orders]
 *
 * Prints the median of five reads each, taken in turn, and how many times as much isolation costs.
 */
import type { ConfiguredProvider } from '../src/providers/index.ts';
import { openCsv } from './sources/csv.ts';
import { openReader, type FullRead } from './sources/read-all.ts';

const ROUNDS = 5;

const [orders = '10000'] = process.argv.slice(2);
const { provider, stop } = await openCsv(Number(orders));
const isolated: ConfiguredProvider = { ...provider, settings: { ...Object(provider.settings), isolate: true } };
const [here, apart] = [await openReader(provider, process.pid), await openReader(isolated, process.pid)];
const reads: { readonly here: FullRead; readonly apart: FullRead }[] = [];
try {
  for (let round = 0; round <= ROUNDS; round += 1) {
    const read = {
      here: await here.readAll(),
      apart: await apart.readAll(),
    };
    if (round > 0) reads.push(read); // the first compiles
  }
} finally {
  for (const { close } of [here, apart]) await close();
  await stop();
}

const clock = both(({ seconds }) => seconds);
const processor = both(({ theirs }) => theirs); // of this process and its children
console.log(`| ${orders} orders from a file | in our process | isolated | times as much |
| --- | ---: | ---: | ---: |
| by the clock | ${clock.here.toFixed(2)} s | ${clock.apart.toFixed(2)} s | ${(clock.apart / clock.here).toFixed(2)} |
| processor, both processes | ${processor.here.toFixed(2)} s | ${processor.apart.toFixed(2)} s | ${(processor.apart / processor.here).toFixed(2)} |`);

function both(measure: (read: FullRead) => number): { readonly here: number; readonly apart: number } {
  return {
    here: median(reads.map(({ here }) => measure(here))),
    apart: median(reads.map(({ apart }) => measure(apart))),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
