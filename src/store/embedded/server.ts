import { open, readFile, rename } from 'node:fs/promises';
import type { Cluster } from './cluster.ts';

/** A server that this process started. It outlives us when we are killed, and the next start adopts it. */
export interface StartedServer {
  readonly port: number;
  /** Why it ended, in PostgreSQL's words; null while it runs. */
  readonly failure: () => string | null;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_parallel_workers_per_gather: '0', // parallel workers need /dev/shm, which containers keep at 64 MB
  jit: 'off',
  io_method: 'sync', // reading through workers, new in 18, makes a load a tenth slower: its pages are in memory
  fsync: 'on',
  synchronous_commit: 'on',
  logging_collector: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const;

/** Starts the server of a cluster and returns at once. It writes to the log file by itself, so that it needs no reader. */
export async function startServer({ dir, logFile, binaries, user }: Cluster, port: number): Promise<StartedServer> {
  const log = await open(logFile, 'a', 0o600);
  const from = (await log.stat()).size;
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let failure: string | null = null;
  try {
    // A process group of its own: Ctrl-C in the terminal is for us, and we then stop it in order.
    const child = user.spawn(binaries.postgres, ['-D', dir, ...settings], {
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    child.once('error', (error) => (failure = error.message));
    child.once('exit', (code, signal) => {
      void lastComplaint(logFile, from).then((complaint) => {
        failure = complaint ?? `it ended with ${signal ?? `exit code ${code}`}`;
      });
    });
    child.unref();
  } finally {
    await log.close();
  }
  return { port, failure: () => failure };
}

/** Keeps the log of the last run beside the log of this one. */
export async function rotateLog({ logFile }: Cluster): Promise<void> {
  await rename(logFile, `${logFile}.1`).catch(() => undefined);
}

/** The last FATAL or PANIC message of the log after a position, without its time; what it said before it could log else. */
async function lastComplaint(logFile: string, from: number): Promise<string | null> {
  const text = (await readFile(logFile).catch(() => Buffer.alloc(0))).subarray(from).toString('utf8');
  const complaints = [...text.matchAll(/(?:FATAL|PANIC): +(.*)/g)];
  const unlogged = text.split('\n').filter((line) => line !== '' && !/ LOG: /.test(line));
  return complaints.at(-1)?.[1] ?? (unlogged.slice(-3).join(' ') || null);
}
