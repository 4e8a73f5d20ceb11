import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { runningServer } from '../../src/store/embedded/pid-file.ts';

vi.setConfig({ testTimeout: 90_000 }); // several starts each, on a machine that may be busy

/** Made with mode 0700, so that as root every test also shows that the server reaches a closed directory. */
let dataDir: string;
const owners: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'promisegraph-embedded-'));
});

afterEach(async () => {
  for (const owner of owners.splice(0)) owner.kill('SIGKILL');
  await killServer();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

it('keeps what was written from one start to the next, under the same URL, with the password to itself', async () => {
  const first = await startEmbeddedPostgres(dataDir, silentLog);
  await write(first.connectionString, 'kept');
  await first.stop();
  expect(await serverPid()).toBeNull();

  const startedAt = performance.now();
  const second = await startEmbeddedPostgres(dataDir, silentLog);
  const tookMs = performance.now() - startedAt;

  expect(second.connectionString).toBe(first.connectionString);
  expect(await read(second.connectionString)).toEqual(['kept']);
  expect(await ask(second.connectionString, 'SHOW data_checksums')).toEqual(['on']);
  expect(tookMs).toBeLessThan(10_000);
  await second.stop();

  const { password } = new URL(second.connectionString);
  const passwordFile = await stat(join(dataDir, 'postgres', 'promisegraph.password'));
  expect(passwordFile.mode & 0o077).toBe(0);
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password);
});

it('adopts the server that a killed process left running, and brings that one back too', async () => {
  const { owner, line: url } = await startOwner();
  await write(url, 'before');
  const orphan = await serverPid();
  await kill(owner);

  const server = await startEmbeddedPostgres(dataDir, silentLog);
  expect(server.connectionString).toBe(url);
  expect(await serverPid()).toBe(orphan);
  await killServer();

  expect(await eventually(() => read(server.connectionString))).toEqual(['before']);
  expect(await serverPid()).not.toBe(orphan);
  await server.stop();
});

it('brings a killed server back on the same URL without losing what was committed', async () => {
  const server = await startEmbeddedPostgres(dataDir, silentLog);
  const pool = new pg.Pool({ connectionString: server.connectionString });
  pool.on('error', () => undefined);
  await write(server.connectionString, 'one');
  await pool.query('SELECT 1');

  for (const value of ['two', 'three']) {
    await killServer();
    await eventually(() => write(server.connectionString, value));
  }

  const { rows } = await eventually(() => pool.query<{ value: string }>('SELECT value FROM kept ORDER BY value'));
  expect(rows.map(({ value }) => value)).toEqual(['one', 'three', 'two']);
  await pool.end();
  await server.stop();
});

it('starts after both the process and its server were killed', async () => {
  const { owner, line: url } = await startOwner();
  await write(url, 'committed');
  await Promise.all([kill(owner), killServer()]);

  const server = await startEmbeddedPostgres(dataDir, silentLog);

  expect(await read(server.connectionString)).toEqual(['committed']);
  await server.stop();
});

it('refuses a second process on the directory with one line, also after the server was brought back', async () => {
  const server = await startEmbeddedPostgres(dataDir, silentLog);
  const refusal = `the database in ${dataDir}/postgres is in use by process ${process.pid}: stop that process, or set DATABASE_URL or another DATA_DIR for this one`;

  expect((await startOwner()).line).toBe(refusal);
  await write(server.connectionString, 'one');
  await killServer();
  await eventually(() => write(server.connectionString, 'two'));
  expect((await startOwner()).line).toBe(refusal);

  await server.stop();
});

it('lets one of two first starts at the same moment win', async () => {
  const lines = (await Promise.all([startOwner(), startOwner()])).map(({ line }) => line);

  expect(lines.filter((line) => line.startsWith('postgresql://'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('is in use by process'))).toHaveLength(1);
});

it('says why PostgreSQL does not start', async () => {
  await (await startEmbeddedPostgres(dataDir, silentLog)).stop();
  await rm(join(dataDir, 'postgres', 'global', 'pg_control'));

  const refused = startEmbeddedPostgres(dataDir, silentLog);
  await expect(refused).rejects.toThrow(/^PostgreSQL does not start in .*: .*pg_control.*; see .*postgres\.log/);
  await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

it('says what to do about a data directory that cannot be written', async () => {
  await writeFile(join(dataDir, 'file'), '');

  const refused = startEmbeddedPostgres(join(dataDir, 'file'), silentLog);
  await expect(refused).rejects.toThrow(
    /^cannot keep a database in .*file: .*; make it writable .* DATA_DIR, or set DATABASE_URL$/,
  );
  await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

it.runIf(process.getuid?.() === 0 && isOpenToAll(import.meta.dirname))('works as an ordinary user', async () => {
  const nobody = 65_534;
  await chmod(dataDir, 0o755);
  const own = join(dataDir, 'own');
  await mkdir(own);
  await chown(own, nobody, nobody);

  const { owner, line: url } = await startOwner({ dir: own, uid: nobody });

  expect(url).toMatch(/^postgresql:/);
  expect((await stat(join(own, 'postgres'))).uid).toBe(nobody);
  owner.kill('SIGTERM');
  await once(owner, 'exit');
  expect(await runningServer(join(own, 'postgres'))).toBeNull();
});

/** Whether any user may pass every folder on the way: as root, the test becomes one that must read this checkout. */
function isOpenToAll(folder: string): boolean {
  const closed = parentsOf(folder).find((parent) => (statSync(parent).mode & 0o001) === 0);
  if (closed !== undefined) console.warn(`skipped: works as an ordinary user: only its owner may pass ${closed}`);
  return closed === undefined;
}

function parentsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...parentsOf(parent), folder];
}

/** Another process on the directory, and the line that it printed: the URL, or why it gave up. */
async function startOwner({ dir = dataDir, uid }: { dir?: string; uid?: number } = {}) {
  const owner = spawn(
    process.execPath,
    ['--import', '@swc-node/register/esm-register', 'test/support/embedded-owner.ts', dir],
    { stdio: ['ignore', 'pipe', 'inherit'], ...(uid === undefined ? {} : { uid, gid: uid }) },
  );
  owners.push(owner);
  for await (const line of createInterface({ input: owner.stdout })) return { owner, line };
  throw new Error('the process ended without a line');
}

async function kill(owner: ChildProcess): Promise<void> {
  owner.kill('SIGKILL');
  if (owner.signalCode === null) await once(owner, 'exit');
}

async function killServer(): Promise<void> {
  const pid = await serverPid();
  if (pid !== null) process.kill(pid, 'SIGKILL');
}

async function serverPid(): Promise<number | null> {
  return (await runningServer(join(dataDir, 'postgres')))?.pid ?? null;
}

async function write(url: string, value: string): Promise<void> {
  await ask(url, 'CREATE TABLE IF NOT EXISTS kept (value TEXT)');
  await ask(url, 'INSERT INTO kept VALUES ($1)', [value]);
}

function read(url: string): Promise<readonly string[]> {
  return ask(url, 'SELECT value FROM kept ORDER BY value');
}

/** The first column of every row. */
async function ask(url: string, sql: string, values: readonly string[] = []): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<string[]>({ text: sql, values: [...values], rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Tries again until the server is back. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
