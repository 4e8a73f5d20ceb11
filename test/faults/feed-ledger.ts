import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { follow } from '../../examples/clients/resumable-client.mjs';
import type { FeedEntry } from '../../src/domain/feed.ts';
import { silentLog } from '../../src/log.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { runningServer } from '../../src/store/embedded/pid-file.ts';
import { openBook } from '../../src/store/open-book.ts';
import { entered } from '../feeds/memory-feed.ts';
import { createNatsServer } from '../support/nats.ts';
import { createRandom } from '../../src/scoring/random.ts';

export type Fault = 'server' | 'postgres' | 'nats' | 'stall';

export interface FaultRun {
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** How long changes are written. */
  readonly writeMs: number;
  /** `stock`: Apollo with graphql-ws and PubSub, told of each change by who has committed it. Ours unless it says so. */
  readonly stack?: Stack;
}

export type Stack = 'ours' | 'stock';

/** What a run came to. Everything but `sent` and `unsure` must be 0. */
export interface Ledger {
  readonly sent: number;
  /** Written while the database died: they may be there or not. */
  readonly unsure: number;
  readonly lost: number;
  readonly repeated: number;
  readonly outOfOrder: number;
  readonly madeUp: number;
}

interface Told {
  readonly cursor: string;
  readonly changes: readonly { readonly lineId: string }[];
}

const WRITERS = 6;
const GREETING = 'greeting';
const SERVERS: Readonly<Record<Stack, string>> = {
  ours: resolve(import.meta.dirname, 'feed-server.ts'),
  stock: resolve(import.meta.dirname, '../../bench/feed/stock-server.ts'),
};
const QUERY = 'subscription ($after: String) { queueChanged(after: $after) { cursor changes { lineId } } }';

/** Writes changes in overlapping transactions while things die, with one client that only ever comes back after its cursor. */
export async function runFaults({ seed, faults, writeMs, stack = 'ours' }: FaultRun): Promise<Ledger> {
  const random = createRandom(seed);
  const dir = mkdtempSync(join(tmpdir(), 'promisegraph-feed-'));
  const postgres = await startEmbeddedPostgres(dir, silentLog);
  const nats = faults.includes('nats') ? await createNatsServer() : null;
  await nats?.start();
  const book = await openBook(postgres.connectionString, 'promisegraph', silentLog);
  const replicas = await Promise.all([0, 1].map(() => startReplica(stack, postgres.connectionString, nats?.url)));

  const seen: string[] = [];
  const stopping = new AbortController();
  const sockets: WebSocket[] = [];
  class PausableSocket extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      sockets.push(this);
    }
  }
  let welcome = (): void => undefined;
  const welcomed = new Promise<void>((done) => (welcome = done));
  const reading = (async () => {
    const urls = replicas.map(({ port }) => `ws://127.0.0.1:${port}/graphql`);
    const messages = follow<Told>({ urls, query: QUERY, webSocketImpl: PausableSocket, signal: stopping.signal });
    for await (const { changes } of messages) {
      welcome(); // the snapshot has come: from here on everything must be told
      for (const { lineId } of changes) if (lineId !== GREETING) seen.push(lineId);
    }
  })();
  const greeting = setInterval(() => tell([GREETING]), 50); // without a snapshot nothing else shows that the client is there
  await welcomed;
  clearInterval(greeting);

  const [sent, unsure] = [new Set<string>(), new Set<string>()];
  const until = Date.now() + writeMs;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; Date.now() < until;) {
      const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () => `${writer}-${n++}`);
      const pause = random() * 25;
      const entries = lines.map((line): FeedEntry => ({
        topic: 'queue',
        at: new Date().toISOString(),
        data: entered(line, 1),
      }));
      const saved = await book.store
        .transaction(async (tx) => {
          await tx.feed.append(entries.slice(0, 1));
          await sleep(pause); // others commit meanwhile, with later ids
          await tx.feed.append(entries.slice(1));
        })
        .then(
          () => true,
          () => false,
        );
      if (saved) tell(lines);
      for (const line of lines) (saved ? sent : unsure).add(line);
      if (!saved) await sleep(50);
    }
  });
  for (const fault of faults) {
    await sleep((random() * writeMs) / (faults.length + 1));
    await strike(fault);
  }
  await Promise.all(writers);

  // Two seconds of silence are the end when all is told; what is still missing then is waited for a while longer.
  for (let quiet = 0, count = 0; quiet < (seen.length < sent.size ? 150 : 20); await sleep(100)) {
    quiet = seen.length === count ? quiet + 1 : 0;
    count = seen.length;
  }
  stopping.abort();
  await reading;
  for (const replica of replicas) replica.kill();
  await nats?.kill();
  nats?.wipe();
  await book.close();
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
  return toLedger(sent, unsure, seen);

  /** Ours read the database and need not be told. */
  function tell(lines: readonly string[]): void {
    if (stack === 'stock') for (const replica of replicas) replica.tell(lines);
  }

  async function strike(fault: Fault): Promise<void> {
    switch (fault) {
      case 'server': {
        const replica = replicas[random() < 0.5 ? 0 : 1];
        replica?.kill();
        return replica?.restart();
      }
      case 'postgres': {
        const server = await runningServer(join(dir, 'postgres')).catch(() => null);
        if (server) process.kill(server.pid, 'SIGKILL');
        return;
      }
      case 'nats':
        await nats?.kill();
        if (random() < 0.5) nats?.wipe();
        await sleep(100);
        return nats?.start();
      case 'stall': {
        const stalled = sockets.at(-1);
        stalled?.pause();
        await sleep(1_000);
        stalled?.resume();
      }
    }
  }
}

function toLedger(sent: ReadonlySet<string>, unsure: ReadonlySet<string>, seen: readonly string[]): Ledger {
  const heard = new Set(seen);
  const newest = new Map<string, number>();
  let outOfOrder = 0;
  for (const line of seen) {
    const [writer = '', n = ''] = line.split('-');
    if (Number(n) < (newest.get(writer) ?? -1)) outOfOrder += 1;
    newest.set(writer, Number(n));
  }
  return {
    sent: sent.size,
    unsure: unsure.size,
    lost: [...sent].filter((line) => !heard.has(line)).length,
    repeated: seen.length - heard.size,
    outOfOrder,
    madeUp: [...heard].filter((line) => !sent.has(line) && !unsure.has(line)).length,
  };
}

interface Replica {
  readonly port: number;
  readonly tell: (lines: readonly string[]) => void;
  readonly kill: () => void;
  readonly restart: () => Promise<void>;
}

async function startReplica(stack: Stack, databaseUrl: string, natsUrl: string | undefined): Promise<Replica> {
  const port = await freePort();
  let child: ChildProcess;
  async function start(): Promise<void> {
    child = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', SERVERS[stack]], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        PORT: String(port),
        ...(natsUrl && { NATS_URL: natsUrl }),
      },
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    await new Promise<void>((done) => {
      child.stdout?.once('data', () => done());
      child.once('exit', () => done());
    });
  }
  await start();
  return {
    port,
    tell(lines) {
      if (child.connected) for (const lineId of lines) child.send({ siteId: null, lineId }, () => undefined);
    },
    kill: () => void child.kill('SIGKILL'),
    restart: start,
  };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
