import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { bringUp, type OwnedServer } from './embedded/bring-up.ts';
import { openCluster, type Cluster } from './embedded/cluster.ts';
import { connectionStringOf } from './embedded/ownership.ts';
import { runningServer } from './embedded/pid-file.ts';
import { rotateLog } from './embedded/server.ts';

export interface EmbeddedPostgres {
  /** Stays the same for as long as this process runs, whatever happens to the server. */
  readonly connectionString: string;
  /** Shuts the server down and waits until it is down. */
  readonly stop: () => Promise<void>;
}

const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 10_000;

/**
 * Runs PostgreSQL below a data directory under our supervision: makes it at the first time, adopts a server that an
 * earlier process left running, and starts it again, on the same port, whenever it dies. One process at a time owns the
 * directory. Throws CONFIG_INVALID when the directory is in use or the server does not start.
 */
export async function startEmbeddedPostgres(dataDir: string, log: Log): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(dataDir);
  const { dir } = cluster;
  if ((await runningServer(dir)) === null) await rotateLog(cluster);
  const stopping = new AbortController();
  const { signal } = stopping;
  let current = await bringUp(cluster, null, signal);
  const { port } = current;
  let backoffMs = MIN_BACKOFF_MS;
  let recovery = Promise.resolve();
  watch(current);

  /** The owner's connection ends the moment the server dies, whether it is our child or was adopted. */
  function watch({ owner }: OwnedServer): void {
    const since = Date.now();
    owner.once('end', () => {
      if (signal.aborted) return;
      log.warn({ dir, port }, 'the embedded PostgreSQL went away: bringing it back');
      if (Date.now() - since > MAX_BACKOFF_MS) backoffMs = MIN_BACKOFF_MS;
      recovery = recover();
    });
  }

  async function recover(): Promise<void> {
    while (!signal.aborted) {
      try {
        current = await bringUp(cluster, port, signal);
        if (current.port !== port) throw await movedAway(cluster, current);
        log.info({ dir, port }, 'the embedded PostgreSQL is back');
        return watch(current);
      } catch (error) {
        if (!signal.aborted) log.error({ dir, retryInMs: backoffMs }, messageOf(error));
      }
      await sleep(backoffMs, undefined, { signal }).catch(() => undefined);
      backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS);
    }
  }

  return {
    connectionString: connectionStringOf(cluster, port),
    stop: async () => {
      stopping.abort();
      await recovery;
      await stopServer(cluster, log);
      await current.owner.end().catch(() => undefined);
    },
  };
}

/** Someone else brought the server back, on a port that our clients do not know. */
async function movedAway({ dir }: Cluster, { owner, port }: OwnedServer): Promise<AppError> {
  await owner.end();
  return new AppError('CONFIG_INVALID', `the server of ${dir} came back on port ${port}: start this process again`);
}

/** Fast shutdown (open transactions are rolled back); one that hangs is cut short, and recovers at the next start. */
async function stopServer({ dir, binaries, user }: Cluster, log: Log): Promise<void> {
  if ((await runningServer(dir)) === null) return;
  try {
    await user.run(binaries.pg_ctl, ['stop', '-D', dir, '-m', 'fast', '-w', '-t', '20']);
  } catch (error) {
    log.warn({ dir, reason: messageOf(error) }, 'the embedded PostgreSQL does not stop: cutting it short');
    await user.run(binaries.pg_ctl, ['stop', '-D', dir, '-m', 'immediate', '-w', '-t', '10']);
  }
}
