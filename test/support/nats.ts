import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect as dial, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY = '/usr/sbin/nats-server';

/** Whether tests that need NATS can run here. Says so when they cannot. */
export function hasNats(): boolean {
  if (existsSync(BINARY)) return true;
  console.warn(`${BINARY} is not installed: tests that need NATS are skipped`);
  return false;
}

export interface NatsServer {
  readonly url: string;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Forgets every stream; only while it does not run. */
  readonly wipe: () => void;
}

/** A NATS server of one test on a port of its own, with JetStream. Not started yet. `flags` go to the server as they are. */
export async function createNatsServer(flags: readonly string[] = []): Promise<NatsServer> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'promisegraph-nats-'));
  let child: ChildProcess | null = null;
  const wipe = (): void => rmSync(dir, { recursive: true, force: true });
  return {
    url: `nats://127.0.0.1:${port}`,
    async start() {
      child = spawn(BINARY, ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', dir, ...flags], { stdio: 'ignore' });
      for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await sleep(50);
    },
    async kill() {
      const dying = child;
      child = null;
      if (!dying || dying.exitCode !== null) return;
      const exited = new Promise((resolve) => dying.once('exit', resolve));
      dying.kill('SIGKILL');
      await exited;
    },
    wipe,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
