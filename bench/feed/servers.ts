import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { entryOf } from './events.ts';
import { parentOf } from './process-cost.ts';
import { silentLog } from '../../src/log.ts';
import { freePort } from '../../src/store/embedded/free-port.ts';
import { openBook } from '../../src/store/open-book.ts';

const SWC = ['--import', '@swc-node/register/esm-register'];

/** A server that tells of events, in a process of its own. */
export interface FeedServer {
  readonly name: string;
  /** Where it takes sockets. */
  readonly url: string;
  readonly pid: () => number;
  /** Commits an event to the database and has it told. */
  readonly write: (n: number) => Promise<void>;
  /** Commits many at once. */
  readonly writeAll: (from: number, count: number) => Promise<void>;
  /** Kills it, and starts it again at the same address. */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Promisegraph as `promisegraph start` runs it, with a book that has no sources: events are appended to its feed from here. All clients are one anonymous viewer, so that its budget is that of thousands. */
export async function startOurs(databaseUrl: string): Promise<FeedServer> {
  const port = await freePort(null);
  const config = join(mkdtempSync(join(tmpdir(), 'promisegraph-bench-')), 'promisegraph.config.ts');
  writeFileSync(
    config,
    `import { defineConfig } from 'promisegraph';
     export default defineConfig({ providers: [], budgets: { others: { anonymous: { points: 1e9, restorePerSecond: 1e9 } } } });`,
  );
  let child = await start();
  const book = await openBook(databaseUrl, 'promisegraph', silentLog);

  async function start(): Promise<ChildProcess> {
    const started = spawn(process.execPath, [...SWC, resolve('src/main.ts'), 'start', '--config', config], {
      env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), LOG_LEVEL: 'error' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    while (!(await isReady(port))) await sleep(20);
    return started;
  }
  return {
    name: 'promisegraph',
    url: `ws://127.0.0.1:${port}/graphql`,
    pid: () => child.pid ?? 0,
    write: (n) => book.store.transaction((tx) => tx.feed.append([entryOf(n)])),
    writeAll: (from, count) =>
      book.store.transaction((tx) => tx.feed.append(Array.from({ length: count }, (_, i) => entryOf(from + i)))),
    async crash() {
      await kill(child);
      child = await start();
    },
    async stop() {
      await kill(child);
      await book.close();
    },
  };
}

/** The stock stack: the event is a row in the same database, and then a message to the process that has the sockets. */
export async function startStock(databaseUrl: string): Promise<FeedServer> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query('CREATE TABLE IF NOT EXISTS stock_event (id bigserial PRIMARY KEY, data jsonb NOT NULL)');
  let port = 0;
  let child = await start();

  async function start(): Promise<ChildProcess> {
    const started = fork(resolve(import.meta.dirname, 'stock-server.ts'), {
      execArgv: ['--no-warnings', ...SWC],
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [address] = (await once(started, 'message')) as [{ port: number }];
    port = address.port;
    return started;
  }
  async function write(n: number): Promise<void> {
    const { data } = entryOf(n);
    await pool.query('INSERT INTO stock_event (data) VALUES ($1)', [JSON.stringify(data)]);
    if (child.connected) child.send(data);
  }
  return {
    name: 'stock',
    url: `ws://127.0.0.1:${port}/graphql`,
    pid: () => child.pid ?? 0,
    write,
    writeAll: async (from, count) => {
      for (let n = from; n < from + count; n += 1) await write(n);
    },
    async crash() {
      await kill(child);
      child = await start();
    },
    async stop() {
      await kill(child);
      await pool.end();
    },
  };
}

/** The process that started all others of a PostgreSQL on this machine. */
export async function databasePid(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = parentOf(rows[0]?.pid ?? 0);
  await client.end();
  if (pid === null) throw new Error('expected PostgreSQL to run on this machine');
  return pid;
}

/** Transactions that the database has committed so far: every statement outside of one is one. */
export async function committed(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await sleep(1_100); // servers report their counts once a second
  const { rows } = await client.query<{ n: string }>(
    'SELECT xact_commit AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.n);
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}
