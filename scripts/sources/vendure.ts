import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { installNpm } from './install-npm.ts';
import { pristineCopy, type Recipe } from './pristine-copy.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { createAdmin, type Admin } from './vendure/admin.ts';
import { createShopDeeds, type ShopDeeds } from './vendure/deeds.ts';
import { seed } from './vendure/seed.ts';

const run = promisify(execFile);

/** A Vendure of our own on loopback, with the items, customers and orders of `vendure/seed.ts`. A separate process: its licence is the GPL. */
export interface VendureServer {
  /** Its admin API. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly version: string;
  /** What a person at the dashboard would do. */
  readonly admin: Admin;
  readonly deeds: ShopDeeds;
  /** Runs a statement on its database, for what no user can do. */
  readonly sql: (statement: string) => Promise<unknown>;
  /** Ends everyone's session. */
  readonly endSessions: () => Promise<void>;
  /** Of the process that now runs. */
  readonly pid: () => number;
  /** Ends the process at once, as a machine that fails would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port, with the data that it had. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

export interface VendureOptions {
  /** Where it tells of changes, signed; it tells nobody when this is left out. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

const VERSION = '3.7.3';
const PACKAGES = [`@vendure/core@${VERSION}`, 'sql.js@1.16.0'];
const DATABASE_FILE = 'vendure.sqlite';
const LOGIN = { username: 'superadmin', password: 'correct-horse-battery' } as const;
const RECIPE = join(import.meta.dirname, 'vendure');
const SERVER = join(RECIPE, 'server.mjs');

/** Starts a fresh copy of the seeded database; the first call on a machine installs and builds it, which takes about a minute. Throws `CannotInstall`. */
export async function startVendure({ webhook }: VendureOptions = {}): Promise<VendureServer> {
  const home = await installNpm({ name: 'Vendure', folder: 'vendure', version: VERSION, packages: PACKAGES });
  const folder = await pristineCopy(recipeOf(home));
  const place = { home, folder, port: await freePort(), webhook };
  let server = await serve(place);
  const base = `http://127.0.0.1:${place.port}`;
  const admin = createAdmin(`${base}/admin-api`, LOGIN);
  return {
    url: `${base}/admin-api`,
    ...LOGIN,
    version: VERSION,
    admin,
    deeds: createShopDeeds(admin),
    sql: (statement) => post(`${base}/test/sql`, statement),
    endSessions: async () => {
      await post(`${base}/test/end-sessions`, '');
      admin.signOut();
    },
    pid: () => server.pid,
    kill: () => server.stop('SIGKILL'),
    restart: async () => {
      server = await serve(place);
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Built anew when the recipe changes. */
function recipeOf(home: string): Recipe {
  const texts = readdirSync(RECIPE)
    .filter((file) => file !== 'record.ts')
    .sort()
    .map((file) => readFileSync(join(RECIPE, file), 'utf8'));
  const ingredients = [...PACKAGES, LOGIN.password, ...texts];
  return {
    name: 'Vendure',
    system: 'vendure',
    ingredients,
    file: DATABASE_FILE,
    build: (folder) => build(home, folder),
  };
}

async function build(home: string, folder: string): Promise<void> {
  const place = { home, folder, port: await freePort() };
  const env = { ...process.env, ...environmentOf(place) };
  await run(process.execPath, [SERVER, 'build'], { cwd: home, env, timeout: 5 * 60_000 });
  const server = await serve(place);
  try {
    await seed(createAdmin(`http://127.0.0.1:${place.port}/admin-api`, LOGIN));
  } finally {
    await server.stop();
  }
}

interface Place {
  readonly home: string;
  readonly folder: string;
  readonly port: number;
  readonly webhook?: VendureOptions['webhook'];
}

function serve(place: Place): Promise<ServerProcess> {
  return startServer({
    command: process.execPath,
    args: [SERVER, 'serve'],
    cwd: place.home,
    env: environmentOf(place),
    logFile: join(place.folder, 'vendure.log'),
    isReady: async () => (await fetch(`http://127.0.0.1:${place.port}/health`)).ok,
  });
}

function environmentOf({ folder, port, webhook }: Place): Readonly<Record<string, string>> {
  return {
    VENDURE_PORT: String(port),
    VENDURE_FILE: join(folder, DATABASE_FILE),
    VENDURE_PASSWORD: LOGIN.password,
    ...(webhook ? { VENDURE_WEBHOOK_URL: webhook.url, VENDURE_WEBHOOK_SECRET: webhook.secret } : {}),
  };
}

async function post(url: string, body: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
