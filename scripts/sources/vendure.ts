import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { cacheFolder } from './cache-folder.ts';
import { CannotInstall } from './cannot-install.ts';
import { freePort } from './free-port.ts';
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
const LOGIN = { username: 'superadmin', password: 'correct-horse-battery' } as const;
const RECIPE = join(import.meta.dirname, 'vendure');
const SERVER = join(RECIPE, 'server.mjs');

/** Starts a fresh copy of the seeded database; the first call on a machine installs and builds it, which takes about a minute. Throws `CannotInstall`. */
export async function startVendure({ webhook }: VendureOptions = {}): Promise<VendureServer> {
  const home = await install();
  const seeded = await seededDatabase(home);
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-vendure-'));
  copyFileSync(seeded, join(folder, 'vendure.sqlite'));
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

/** The folder in which Vendure is installed with npm: never the project's own. */
async function install(): Promise<string> {
  const home = join(cacheFolder('vendure'), VERSION);
  if (existsSync(join(home, 'installed'))) return home;
  console.log(`Vendure: installing ${PACKAGES.join(' ')}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name: 'vendure-source', private: true, version: '0.0.0' }),
  );
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: home, timeout: 10 * 60_000 });
  } catch (cause) {
    throw new CannotInstall('Vendure', `npm install ${PACKAGES.join(' ')}: ${messageOf(cause)}`, { cause });
  }
  writeFileSync(join(home, 'installed'), VERSION);
  return home;
}

/** The file that every start copies. Built anew when the recipe changes. */
async function seededDatabase(home: string): Promise<string> {
  const texts = readdirSync(RECIPE)
    .filter((file) => file !== 'record.ts')
    .sort()
    .map((file) => readFileSync(join(RECIPE, file), 'utf8'));
  const hash = createHash('sha256')
    .update([...PACKAGES, LOGIN.password, ...texts].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const seeded = join(cacheFolder('vendure'), `seeded-${hash}.sqlite`);
  if (existsSync(seeded)) return seeded;

  console.log('Vendure: building a database with items, customers and orders, once on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-vendure-seed-'));
  const place = { home, folder, port: await freePort() };
  try {
    await run(process.execPath, [SERVER, 'build'], {
      cwd: home,
      env: { ...process.env, ...environmentOf(place) },
      timeout: 5 * 60_000,
    });
    const server = await serve(place);
    try {
      await seed(createAdmin(`http://127.0.0.1:${place.port}/admin-api`, LOGIN));
    } finally {
      await server.stop();
    }
    copyFileSync(join(folder, 'vendure.sqlite'), `${seeded}.${process.pid}`);
    renameSync(`${seeded}.${process.pid}`, seeded); // another build at the same time ends with one whole file
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return seeded;
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
    VENDURE_FILE: join(folder, 'vendure.sqlite'),
    VENDURE_PASSWORD: LOGIN.password,
    ...(webhook ? { VENDURE_WEBHOOK_URL: webhook.url, VENDURE_WEBHOOK_SECRET: webhook.secret } : {}),
  };
}

async function post(url: string, body: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
