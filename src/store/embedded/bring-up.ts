import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { AppError, isAppError, messageOf } from '../../errors.ts';
import type { Cluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { takeOwnership } from './ownership.ts';
import { runningServer } from './pid-file.ts';
import { startServer, type StartedServer } from './server.ts';

/** Asked often at first, then less: a recovery may be long, and each refusal is a line in the server's log. */
const POLL_MS = 20;
const MAX_POLL_MS = 500;
const RETRY_MS = 250;
/** How long a server may hold the directory without answering before we say so. */
const SILENT_MS = 30_000;

/** A running server that is ours: its lock lives as long as the connection does. */
export interface OwnedServer {
  readonly owner: pg.Client;
  readonly port: number;
}

/**
 * Starts the server of a cluster, or finds it running, and owns it. A pinned port is the only one it starts on; without
 * one it takes that of the last run, or any free one. Throws CONFIG_INVALID with PostgreSQL's own reason, and the signal's
 * reason when it is aborted.
 */
export async function bringUp(cluster: Cluster, pinnedPort: number | null, signal: AbortSignal): Promise<OwnedServer> {
  const startedAt = Date.now();
  let started: StartedServer | null = null;
  let silentSince = startedAt;
  for (let pollMs = POLL_MS; ; pollMs = Math.min(pollMs * 1.1, MAX_POLL_MS)) {
    const failure: string | null = started?.failure() ?? null;
    const running = await runningServer(cluster.dir);
    const port = running?.port ?? (failure === null ? started?.port : undefined);
    if (running !== null || port === undefined) signal.throwIfAborted(); // one that is just coming up could not be stopped
    if (port === undefined) {
      if (failure !== null && Date.now() - startedAt > patienceMs(failure)) throw notStarting(cluster, failure);
      if (failure !== null) await sleep(RETRY_MS, undefined, { signal });
      started = await startServer(cluster, pinnedPort ?? (await freePort(await lastPort(cluster))));
      silentSince = Date.now();
      continue;
    }
    await sleep(pollMs);
    try {
      return { owner: await takeOwnership(cluster, port), port };
    } catch (error) {
      if (isAppError(error)) throw error;
      if (isBusy(error)) silentSince = Date.now();
      else if (Date.now() - silentSince > SILENT_MS) throw notStarting(cluster, messageOf(error), error);
    }
  }
}

/** It is starting, recovering or shutting down: that may take as long as it takes. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57P03';
}

/** Some reasons pass by themselves: processes of a killed server still end, or another process starts one right now. */
function patienceMs(failure: string): number {
  if (/shared memory block .* still in use|lock file .* already exists/.test(failure)) return SILENT_MS;
  return /TCP\/IP sockets/.test(failure) ? 3000 : 0;
}

function notStarting({ dir, logFile }: Cluster, reason: string, cause?: unknown): AppError {
  return new AppError(
    'CONFIG_INVALID',
    `PostgreSQL does not start in ${dir}: ${reason}; see ${logFile}, choose another DATA_DIR, or set DATABASE_URL`,
    { dir },
    { cause },
  );
}

/** The port of the last run, so that the URL stays the same across starts. Null at the first time. */
async function lastPort({ dir }: Cluster): Promise<number | null> {
  const options = await readFile(join(dir, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"port=(\d+)"/.exec(options)?.[1]) || null;
}
