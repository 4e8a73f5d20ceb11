import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { installDebian } from './install-debian.ts';
import { pristineCopy, type Recipe } from './pristine-copy.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { createRpc, type Rpc } from './tryton/rpc.ts';
import { seed } from './tryton/seed.ts';

const run = promisify(execFile);

/** A Tryton 6.0 of our own on loopback, with the company, stock and orders of `tryton/seed.ts`. */
export interface TrytonServer {
  readonly url: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** What `common.server.version` answers. */
  readonly version: string;
  /** Signed in as the administrator: what a user of Tryton would do by hand. */
  readonly rpc: Rpc;
  /** Runs statements on the database file itself, for what no user can do. */
  readonly sql: (statements: string) => Promise<void>;
  /** Of the process that now runs. */
  readonly pid: () => number;
  /** Ends the process at once, as a machine that fails would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port, with the data that it had. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

const PASSWORD = 'correct-horse-battery';
const DATABASE_FILE = 'tryton.sqlite';
const LOGIN = { database: 'tryton', username: 'admin', password: PASSWORD } as const;

/** The rest comes with them: stock, parties, products, invoices. */
const MODULES = ['sale', 'purchase'] as const;
const PACKAGES = ['tryton-server', ...MODULES.map((module) => `tryton-modules-${module}`)];

/** Starts a fresh copy of the seeded database; the first call on a machine builds it, which takes about a minute. Throws `CannotInstall`. */
export async function startTryton(): Promise<TrytonServer> {
  installDebian('Tryton', PACKAGES);
  const folder = await pristineCopy(recipe());
  const port = await freePort();
  let server = await serve(folder, port);
  const url = `http://127.0.0.1:${port}`;
  const rpc = createRpc(url, LOGIN);
  return {
    url,
    ...LOGIN,
    version: await rpc.version(),
    rpc,
    sql: (statements) => runSql(join(folder, DATABASE_FILE), statements),
    pid: () => server.pid,
    kill: () => server.stop('SIGKILL'),
    restart: async () => {
      server = await serve(folder, port);
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Built anew when the recipe or the year changes: fiscal years are of this year and the next. */
function recipe(): Recipe {
  const folder = join(import.meta.dirname, 'tryton');
  const seeds = readdirSync(folder).filter((file) => file.startsWith('seed'));
  const texts = seeds.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
  const year = String(new Date().getUTCFullYear());
  const ingredients = [year, ...MODULES, PASSWORD, MADE_YESTERDAY, ...texts];
  return { name: 'Tryton', system: 'tryton', ingredients, file: DATABASE_FILE, build };
}

async function build(folder: string): Promise<void> {
  writeConfiguration(folder, 0);
  writeFileSync(join(folder, DATABASE_FILE), '');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  const args = ['-c', join(folder, 'trytond.conf'), '-d', LOGIN.database, '-u', ...MODULES, '--activate-dependencies'];
  await run('trytond-admin', [...args, '--email', 'admin@example.com'], {
    env: { ...process.env, TRYTONPASSFILE: passwordFile },
    maxBuffer: 64 * 1024 * 1024,
  });
  const port = await freePort();
  const server = await serve(folder, port);
  try {
    await seed(createRpc(`http://127.0.0.1:${port}`, LOGIN));
  } finally {
    await server.stop();
  }
  await runPython(MADE_YESTERDAY, join(folder, DATABASE_FILE));
}

/** Rows of a book that was not made up a moment ago: else all of it lies within the time that every read goes back. */
const MADE_YESTERDAY = `
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
for (table,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
    columns = [row[1] for row in c.execute(f'PRAGMA table_info("{table}")')]
    for column in {'create_date', 'write_date'} & set(columns):
        day_before = f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-1 day') || '000'"
        c.execute(f'UPDATE "{table}" SET {column} = {day_before} WHERE {column} IS NOT NULL')
c.commit()
`;

function serve(folder: string, port: number): Promise<ServerProcess> {
  writeConfiguration(folder, port);
  return startServer({
    command: 'trytond',
    args: ['-c', join(folder, 'trytond.conf'), '-d', LOGIN.database],
    logFile: join(folder, 'trytond.log'),
    isReady: async () => (await createRpc(`http://127.0.0.1:${port}`, LOGIN).version()) !== '',
  });
}

/** Failed sign-ins are forgotten after a second: by default each one makes the next slower, up to half a minute. */
function writeConfiguration(folder: string, port: number): void {
  const lines = [
    ...['[database]', 'uri = sqlite://', `path = ${folder}`],
    ...['[web]', `listen = 127.0.0.1:${port}`, `root = ${folder}`],
    ...['[session]', 'timeout = 1'],
  ];
  writeFileSync(join(folder, 'trytond.conf'), `${lines.join('\n')}\n`);
}

async function runSql(file: string, statements: string): Promise<void> {
  const program = `
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], timeout=30)
c.executescript(sys.argv[2])
c.commit()
`;
  await runPython(program, file, statements);
}

/** Tryton brings Python with it, and Python SQLite; this Node has none. */
async function runPython(program: string, ...args: readonly string[]): Promise<void> {
  await run('python3', ['-c', program, ...args]);
}
