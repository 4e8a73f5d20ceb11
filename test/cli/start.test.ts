import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { runningServer } from '../../src/store/embedded/pid-file.ts';
import { collect, spawnCli, type CliRun } from '../support/cli.ts';
import { makeRows, writeBookFolder } from '../support/order-book-file.ts';
import { runHere } from './in-process.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const folder = writeBookFolder(makeRows(40));
const dataDir = mkdtempSync(join(tmpdir(), 'promisegraph-start-'));
const env = { DATA_DIR: dataDir, DATABASE_URL: '', PORT: '0' };
let running: ChildProcess | null = null;

afterEach(() => {
  running?.kill('SIGKILL');
});

afterAll(async () => {
  const orphan = await server();
  if (orphan) process.kill(orphan.pid, 'SIGKILL');
  rmSync(folder.dir, { recursive: true });
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

it('start serves a book with a database of its own, gets over a killed server, and ends in order on Ctrl-C', async () => {
  const { child, url, ended } = await start();
  const before = await ask(url);
  const refused = await runHere(['load', '--config', folder.config], env);
  const killed = await server();
  if (killed) process.kill(killed.pid, 'SIGKILL');
  const after = await eventually(() => ask(url));
  const back = await server();
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;

  expect(before.edges.length).toBeGreaterThan(0);
  expect(after).toEqual(before);
  expect(back?.pid).not.toBe(killed?.pid);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toBe(
    `promisegraph: CONFIG_INVALID: the database in ${dataDir}/postgres is in use by process ${child.pid}: stop that process, or set DATABASE_URL or another DATA_DIR for this one\n`,
  );
  expect(stdout).toContain(`${url}/graphql`);
  expect(stdout).toContain('Stop with Ctrl-C.');
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(0);
  expect(await server()).toBeNull();
});

it('load that is stopped says so in one line, leaves no server behind, and goes on when it is run again', async () => {
  const large = writeBookFolder(makeRows(4000));
  const args = ['load', '--config', large.config, '--json'];
  const other = { ...env, DATA_DIR: mkdtempSync(join(tmpdir(), 'promisegraph-stop-')) };
  running = spawnCli(args, { ...other, LOG_LEVEL: '' });
  const ended = collect(running);
  await eventually(async () => {
    if (!(await runningServer(join(other.DATA_DIR, 'postgres')))) throw new Error('no server yet');
  });
  await sleep(1500);
  running.kill('SIGINT');

  const { code, stdout, stderr } = await ended;
  const orphan = await runningServer(join(other.DATA_DIR, 'postgres'));
  rmSync(large.dir, { recursive: true });
  rmSync(other.DATA_DIR, { recursive: true, force: true });

  expect(stderr).toBe('promisegraph: stopped by SIGINT: what was saved stands, run the command again to go on\n');
  expect([code, stdout]).toEqual([130, '']);
  expect(orphan).toBeNull();
});

async function start(): Promise<{ child: ChildProcess; url: string; ended: Promise<CliRun> }> {
  const child = spawnCli(['start', '--config', folder.config], env);
  running = child;
  const ended = collect(child);
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  for (;;) {
    const url = /(http:\/\/\S+)\/graphql/.exec(stdout)?.[1];
    if (url && stdout.includes('Stop with')) return { child, url, ended };
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${(await ended).stderr}`);
    await sleep(50);
  }
}

async function ask(url: string): Promise<{ edges: unknown[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ queue(kind: RELEASE, first: 50) { edges { node { lineId } } } }' }),
  });
  const { data } = (await response.json()) as { data: { queue: { edges: unknown[] } } | null };
  if (!data) throw new Error(`expected an answer, came status ${response.status}`);
  return data.queue;
}

function server() {
  return runningServer(join(dataDir, 'postgres'));
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
