/**
 * How fast a whole book is loaded into a fresh database, and what the database alone takes for the same rows.
 *
 *   npm run bench:load                              a made-up file of 60,000 rows
 *   npm run bench:load -- <rows>
 *   npm run bench:load -- <mapping.yaml> <file>     a file of your own
 *
 * Prints one line a stage: seconds, rows a second, and processor seconds of this process; then processor seconds of PostgreSQL
 * (where /proc tells), the most memory, and the time of a plain INSERT of the same rows into one table without any key, on the
 * same server: the share that no program of this kind can save.
 */
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import pg from 'pg';
import { csv } from '../plugins/csv/provider.ts';
import { parseConfig, readEnvironment } from '../src/config.ts';
import { openApp } from '../src/app.ts';
import { silentLog } from '../src/log.ts';
import { loadBook } from '../src/operations/load-book.ts';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { MADE_UP_MAPPING, madeUpLines } from './made-up-lines.ts';

interface Meter {
  /** Seconds of wall clock and of this process's processor time since the last lap. */
  readonly lap: () => { readonly wall: number; readonly cpu: number };
}

const [first = '60000', second] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));
try {
  const mapping = second === undefined ? join(folder, 'mapping.yaml') : resolve(first);
  const file = second === undefined ? join(folder, 'lines.csv') : resolve(second);
  if (second === undefined) {
    writeFileSync(mapping, MADE_UP_MAPPING);
    writeFileSync(file, [...madeUpLines(Number(first))].join(''));
  }
  const rows = await rowsOf(file);
  const ours = await load(join(folder, 'book'), mapping, file, rows.length);
  const plain = await insertPlainly(join(folder, 'book'), rows);
  const took = (seconds: number) => `${seconds.toFixed(1)} s, ${rate(rows.length, seconds)} rows/s`;
  console.log(
    `whole load: ${took(ours)}; plain INSERT of the rows: ${took(plain)}; ratio ${(ours / plain).toFixed(1)}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Loads the file as `promisegraph load` does, without a model. Seconds. */
async function load(dataDir: string, mapping: string, from: string, rowCount: number): Promise<number> {
  const config = parseConfig({ currency: 'EUR', providers: [csv({ id: 'book', mapping, from })] }, 'bench');
  const environment = readEnvironment({ DATA_DIR: dataDir });
  const loaded = { config, baseDir: process.cwd(), book: 'promisegraph', file: null };
  const app = await openApp({ environment, loaded, asOf: null, log: silentLog });
  try {
    const meter = createMeter();
    const whole = createMeter();
    let stage = 'read';
    const print = (): void => {
      const { wall, cpu } = meter.lap();
      console.log(
        `${stage}: ${wall.toFixed(1)} s, ${rate(rowCount, wall)} rows/s, ${cpu.toFixed(1)} processor seconds`,
      );
    };
    const onProgress = ({ step }: { readonly step: string }): void => {
      if (step === stage) return;
      print();
      stage = step;
    };
    const { applied } = await loadBook(app.deps, { signal: new AbortController().signal, onProgress });
    print();
    const { wall, cpu } = whole.lap();
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    const database = postgresSeconds(dataDir);
    const theirs = database === null ? '' : `, PostgreSQL ${database.toFixed(1)}`;
    console.log(`${applied} events; processor seconds: Node ${cpu.toFixed(1)}${theirs}; ${memory} MB at most`);
    return wall;
  } finally {
    await app.close();
  }
}

/** The rows as texts, in batches of 1,000, each a statement, into one table without a key. Seconds. */
async function insertPlainly(dataDir: string, rows: readonly string[][]): Promise<number> {
  const server = await startEmbeddedPostgres(dataDir, silentLog);
  const client = new pg.Client({ connectionString: server.connectionString });
  await client.connect();
  try {
    const columns = rows[0]?.map((_, at) => `c${at}`) ?? [];
    await client.query(`CREATE TABLE plain_rows (${columns.map((name) => `${name} text`).join(', ')})`);
    const lists = columns.map((_, at) => `$${at + 1}::text[]`).join(', ');
    const meter = createMeter();
    for (let from = 0; from < rows.length; from += 1000) {
      const batch = rows.slice(from, from + 1000);
      const values = columns.map((_, at) => batch.map((row) => row[at] ?? ''));
      await client.query(`INSERT INTO plain_rows SELECT * FROM unnest(${lists})`, values);
    }
    return meter.lap().wall;
  } finally {
    await client.end();
    await server.stop();
  }
}

function createMeter(): Meter {
  let [at, used] = [performance.now(), process.cpuUsage()];
  return {
    lap: () => {
      const wall = (performance.now() - at) / 1000;
      const { user, system } = process.cpuUsage(used);
      [at, used] = [performance.now(), process.cpuUsage()];
      return { wall, cpu: (user + system) / 1e6 };
    },
  };
}

/** Processor seconds of the embedded server since it started, its processes that have ended included. Null off Linux. */
function postgresSeconds(dataDir: string): number | null {
  try {
    const pid = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return ticks(pid, 4) + children.reduce((sum, child) => sum + ticks(child, 2), 0);
  } catch {
    return null;
  }
}

/** See proc(5): user and system time of a process, then of its children that have ended, in hundredths of a second. */
function ticks(pid: string, count: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 11 + count).reduce((sum, field) => sum + Number(field) / 100, 0);
}

async function rowsOf(path: string): Promise<string[][]> {
  const bytes = createReadStream(path);
  const text = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const rows: string[][] = [];
  for await (const row of text.pipe(parse({ from_line: 2 }))) rows.push(row as string[]);
  return rows;
}

function rate(count: number, seconds: number): string {
  return Math.round(count / seconds).toLocaleString('en');
}
