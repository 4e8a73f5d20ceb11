import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { installNpm } from './install-npm.ts';
import { pristineCopy } from './pristine-copy.ts';
import { startServer, type ServerProcess } from './server-process.ts';

const run = promisify(execFile);

/** A sales service of SAP CAP on loopback, with the book of `odata/seed.sql`. A separate process, for tests alone: its licence keeps it out of the product. */
export interface OdataServer {
  /** Where nothing but the service's path is missing: `/odata/v4/sales`. */
  readonly origin: string;
  /** The service's root. */
  readonly url: string;
  /** The root of a service of the same kinds without a row. */
  readonly emptyUrl: string;
  readonly username: string;
  readonly password: string;
  readonly version: string;
  /** What a user of the service would do: a request beneath its root, signed in. Throws for a status that is no success. */
  readonly ask: (method: string, path: string, json?: object) => Promise<unknown>;
  /** Runs statements on its database, for what no user can do. */
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

const VERSION = '9.9.3';
const PACKAGES = [`@sap/cds@${VERSION}`, '@cap-js/sqlite@2.4.2', 'express@5.3.0'];
const LOGIN = { username: 'clerk', password: 'correct-horse-battery' } as const;
const DATABASE_FILE = 'db.sqlite';
const RECIPE = join(import.meta.dirname, 'odata');

/** Starts a fresh copy of the book; the first call on a machine installs the server, which takes some minutes. Throws `CannotInstall`. */
export async function startOdata(): Promise<OdataServer> {
  const home = await installNpm({ name: 'OData', folder: 'odata', version: VERSION, packages: PACKAGES });
  const files = readdirSync(RECIPE).sort();
  const folder = await pristineCopy({
    name: 'OData',
    system: 'odata',
    ingredients: [...PACKAGES, ...files.map((file) => readFileSync(join(RECIPE, file), 'utf8'))],
    file: DATABASE_FILE,
    build: async (seeded) => {
      layOut(home, seeded);
      await run(process.execPath, ['server.mjs', 'build', 'seed.sql'], { cwd: seeded, timeout: 60_000 });
    },
  });
  layOut(home, folder);
  const port = await freePort();
  let server = await serve(folder, port);
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}/odata/v4/sales`;
  return {
    origin,
    url,
    emptyUrl: `${origin}/odata/v4/nothing`,
    ...LOGIN,
    version: VERSION,
    ask: (method, path, json) => ask(method, `${url}/${path}`, json),
    sql: (statements) => runSql(folder, statements),
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

/** Puts model and program into a folder of their own, where they find the packages. */
function layOut(home: string, folder: string): void {
  for (const file of readdirSync(RECIPE)) copyFileSync(join(RECIPE, file), join(folder, file));
  symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'));
}

function serve(folder: string, port: number): Promise<ServerProcess> {
  return startServer({
    command: process.execPath,
    args: ['server.mjs', 'serve'],
    cwd: folder,
    env: { PORT: String(port), NODE_ENV: 'production' },
    logFile: join(folder, 'server.log'),
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/odata/v4/sales/$metadata`, { headers: signedIn() })).ok,
  });
}

async function runSql(folder: string, statements: string): Promise<void> {
  const child = spawn(process.execPath, ['server.mjs', 'sql'], { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.end(statements);
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`expected the statements to run, came ${said.slice(-1_000)}`);
}

async function ask(method: string, url: string, json?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { ...signedIn(), 'content-type': 'application/json', ...(method === 'GET' ? {} : { 'if-match': '*' }) },
    ...(json ? { body: JSON.stringify(json) } : {}),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${body}`);
  return body === '' ? null : JSON.parse(body);
}

function signedIn(): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')}` };
}
