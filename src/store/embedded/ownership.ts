import pg from 'pg';
import { AppError } from '../../errors.ts';
import type { Cluster } from './cluster.ts';
import { hasProcess } from './pid-file.ts';

/** Any number that nobody else locks in this database. */
const OWNER_LOCK = 72_707_370;
const APPLICATION = 'promisegraph owner';
const GONE_OWNER_MS = 3000;

/** The URL of a cluster's database on a port. */
export function connectionStringOf({ password }: Cluster, port: number): string {
  return `postgresql://promisegraph:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/**
 * Makes this process the owner of a running cluster. The returned connection holds a lock for as long as it lives, so a
 * killed owner frees the directory by itself. Throws CONFIG_INVALID when another process owns it, and what the driver
 * throws when the server does not answer.
 */
export async function takeOwnership(cluster: Cluster, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: connectionStringOf(cluster, port),
    application_name: `${APPLICATION} ${process.pid}`,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  client.on('error', () => undefined); // 'end' follows, which the supervisor hears
  try {
    await client.connect();
    await refuseOtherCluster(client, cluster, port);
    await lock(client, cluster);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Waits a moment for the lock of an owner that was just killed. */
async function lock(client: pg.Client, { dir }: Cluster): Promise<void> {
  const deadline = Date.now() + GONE_OWNER_MS;
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [OWNER_LOCK]);
    if (rows[0]?.held === true) return;
    const owner = await ownerPid(client);
    if (owner !== null && (hasProcess(owner) || Date.now() > deadline)) {
      throw new AppError(
        'CONFIG_INVALID',
        `the database in ${dir} is in use by process ${owner}: stop that process, or set DATABASE_URL or another DATA_DIR for this one`,
        { dir, pid: owner },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ownerPid(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity JOIN pg_locks USING (pid)
     WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = $1 AND objsubid = 1`,
    [OWNER_LOCK],
  );
  const name = rows[0]?.name;
  return name === undefined ? null : Number(name.slice(APPLICATION.length));
}

/** A copied directory has the same password: the server must also work on this very directory. */
async function refuseOtherCluster(client: pg.Client, { dir }: Cluster, port: number): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  if (rows[0]?.data_directory === dir) return;
  throw new AppError(
    'CONFIG_INVALID',
    `expected the server of ${dir} on port ${port}, found that of ${rows[0]?.data_directory}: remove ${dir}/postmaster.pid if this is a copy of that directory`,
    { dir, port },
  );
}
