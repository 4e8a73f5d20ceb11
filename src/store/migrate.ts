import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { AppError, messageOf } from '../errors.ts';
import { withClient } from './database-client.ts';

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The lock that Prisma takes for the same purpose. */
const MIGRATION_LOCK = 72_707_369;

/** Prisma's own table, so that its command line agrees with us about what is applied. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings one book up to date: applies the migrations that its schema lacks, in order of name, each in a transaction of
 * its own. Several processes may do so at once; a second run changes nothing. Returns the names of those it applied.
 * Throws CONFIG_INVALID when the schema holds a migration that this code does not have, has in another form, or that failed.
 */
export async function migrate(
  connectionString: string,
  schema: string,
  migrationsDir: string = findMigrations(),
): Promise<readonly string[]> {
  const migrations = await readMigrations(migrationsDir);
  return withClient(connectionString, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]); // until the connection ends
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`);
    await client.query(`SET search_path TO ${client.escapeIdentifier(schema)}`);
    await client.query(HISTORY_TABLE);
    const applied = await readApplied(client);
    refuseUnknown(schema, migrations, applied);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  });
}

async function readMigrations(dir: string): Promise<readonly Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, AppliedMigration>> {
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function refuseUnknown(
  schema: string,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of applied.values()) {
    const details = { schema, migration: name };
    if (!known.has(name)) {
      throw new AppError(
        'CONFIG_INVALID',
        `the database is newer than this program: schema ${schema} has the migration ${name}; upgrade promisegraph, or use another database`,
        details,
      );
    }
    if (!finished) {
      throw new AppError(
        'CONFIG_INVALID',
        `migration ${name} failed half way in schema ${schema}: restore a backup, or put it right by hand and run prisma migrate resolve`,
        details,
      );
    }
    if (known.get(name)?.checksum !== checksum) {
      throw new AppError(
        'CONFIG_INVALID',
        `migration ${name} was edited after schema ${schema} had applied it: restore the file and add a new migration instead`,
        details,
      );
    }
  }
}

/** The migration and its row stand or fall together, so that a kill half way leaves nothing behind. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `migration ${name} failed and nothing of it was applied: ${messageOf(cause)}`,
      { migration: name },
      { cause },
    );
  }
}

/** `prisma/migrations` of this package, seen from the sources or from `dist`. */
function findMigrations(): string {
  const candidates = ['../..', '../../..'].map((up) => join(import.meta.dirname, up, 'prisma/migrations'));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new AppError('INVARIANT', `no migrations at ${candidates.join(' or ')}`);
  return found;
}
