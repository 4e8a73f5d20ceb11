/**
 * How fast `plugins/csv` turns rows into records, and in how much memory.
 *
 *   node --import @swc-node/register/esm-register bench/csv.ts                          a made-up file of 150 MB
 *   node --import @swc-node/register/esm-register bench/csv.ts <megabytes>
 *   node --import @swc-node/register/esm-register bench/csv.ts <mapping.yaml> <file>    a file of your own
 *
 * Prints one line a kind of record: rows a second of wall clock and of processor time, and the most memory so far.
 */
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createClient } from '../plugins/csv/client.ts';
import { CsvConfig } from '../plugins/csv/config.ts';
import { CsvCursor } from '../plugins/csv/cursor.ts';
import { recordsOf } from '../plugins/csv/mapping/needed-columns.ts';
import { readKind } from '../plugins/csv/read-kind.ts';
import { silentLog } from '../src/log.ts';
import { MADE_UP_MAPPING, madeUpLines } from './made-up-lines.ts';

const [first = '150', second] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));
try {
  if (second === undefined) {
    const made = join(folder, 'lines.csv');
    writeFileSync(join(folder, 'mapping.yaml'), MADE_UP_MAPPING);
    await pipeline(Readable.from(chunks(Number(first) * 1_000_000)), createWriteStream(made));
    await measure(join(folder, 'mapping.yaml'), made);
  } else {
    await measure(resolve(first), resolve(second));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(mapping: string, from: string): Promise<void> {
  const client = createClient(CsvConfig.parse({ mapping, from }), { resolvePath: (path) => path });
  const context = { signal: new AbortController().signal, log: silentLog };
  for (const [kind] of recordsOf(client.loaded.mapping)) {
    const [started, processor] = [performance.now(), process.cpuUsage()];
    let [rows, records, setAside] = [0, 0, 0];
    for await (const page of readKind(client, kind, null, context)) {
      rows = CsvCursor.parse(page.cursor).row;
      records += page.records.length;
      setAside += page.unreadable?.length ?? 0;
    }
    const { user, system } = process.cpuUsage(processor);
    const rate = (seconds: number) => Math.round(rows / seconds).toLocaleString('en');
    console.log(
      `${kind}: ${rows} rows, ${records} records, ${setAside} set aside; ${rate((performance.now() - started) / 1000)} rows/s, ` +
        `${rate((user + system) / 1e6)} rows per processor second; ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
    );
  }
}

/** Made-up lines, by the megabyte, up to so many bytes. */
function* chunks(bytes: number): Generator<string> {
  let text = '';
  let written = 0;
  for (const line of madeUpLines()) {
    text += line;
    if (text.length < 1_000_000) continue;
    written += text.length;
    yield text;
    text = '';
    if (written >= bytes) return;
  }
}
