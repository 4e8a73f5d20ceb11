import { PrismaPg } from '@prisma/adapter-pg';
import { AppError } from '../errors.ts';
import { PrismaClient } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import { BulkValueClient } from './bulk-values.ts';
import { createStore } from './create-store.ts';
import { urlWithSearchPath, withClient } from './database-client.ts';
import { jobsSchema, migrateJobs } from './jobs.ts';
import { migrate } from './migrate.ts';
import { createOwnConnections, type ConnectionOptions } from './own-connections.ts';
import { throughPrisma } from './sql.ts';
import { createStatementNames } from './statement-names.ts';
import type { Store } from './store.ts';

/** An order book: one schema of a database. `promisegraph` is the live one; others hold it as it was known on a day. */
export interface Book {
  readonly store: Store;
  readonly connectionString: string;
  readonly schema: string;
  /** Ends its connections. */
  readonly close: () => Promise<void>;
}

/** Connections of the platform's own work, and as many again for what viewers read. */
const MAX_CONNECTIONS = 10;

/** Milliseconds that one statement of a viewer may take, unless told otherwise. */
const STATEMENT_TIMEOUT_MS = 30_000;

export interface BookOptions {
  /** Milliseconds that one statement of a viewer may take; the database then cancels it. */
  readonly statementTimeoutMs?: number;
}

/**
 * Opens a book, and makes it or brings it up to date first. Throws CONFIG_INVALID when the database cannot be reached, is
 * too old, or was made by a newer version of this program.
 */
export async function openBook(
  connectionString: string,
  schema: string,
  log: Log,
  { statementTimeoutMs = STATEMENT_TIMEOUT_MS }: BookOptions = {},
): Promise<Book> {
  requireName(schema);
  const migrations = await migrate(connectionString, schema);
  await migrateJobs(connectionString, schema);
  if (migrations.length > 0) log.info({ schema, migrations }, 'brought the book up to date');
  function onLoss(error: Error): void {
    log.warn({ schema, reason: error.message }, 'lost a database connection');
  }
  const connecting = {
    ...{ connectionString: urlWithSearchPath(connectionString, schema), max: MAX_CONNECTIONS, onLoss },
    applicationName: `promisegraph ${schema}`,
  };
  // Only the platform's own statements are prepared: a viewer's lists are planned for what they ask for.
  const own = createOwnConnections({ ...connecting, nameOf: createStatementNames() });
  const readers = createPrisma(connecting, schema, statementTimeoutMs);
  return {
    store: createStore({ own, readers: throughPrisma(readers), connectionString, schema, log }),
    connectionString,
    schema,
    close: async () => {
      await Promise.all([own.close(), readers.$disconnect()]);
    },
  };
}

/** Names of the books in a database, sorted. */
export function listBooks(connectionString: string): Promise<readonly string[]> {
  return withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ schemaname: string }>(
      `SELECT schemaname FROM pg_tables WHERE tablename IN ('_prisma_migrations', 'inbox_event')
       GROUP BY schemaname HAVING count(*) = 2 ORDER BY schemaname`,
    );
    return rows.map(({ schemaname }) => schemaname);
  });
}

/** Deletes a book with all that it holds, background jobs too; one that is not there is no failure. */
export function dropBook(connectionString: string, schema: string): Promise<void> {
  requireName(schema);
  return withClient(connectionString, async (client) => {
    const names = [schema, jobsSchema(schema)].map((name) => client.escapeIdentifier(name));
    await client.query(`DROP SCHEMA IF EXISTS ${names.join(', ')} CASCADE`);
  });
}

/** What viewers read. A lost connection is made anew with the next statement, so losing one in the pool is only worth a line in the log. */
function createPrisma(
  { connectionString, max, applicationName, onLoss }: Omit<ConnectionOptions, 'nameOf'>,
  schema: string,
  statementTimeoutMs: number,
): PrismaClient {
  const adapter = new PrismaPg(
    {
      connectionString,
      max,
      application_name: applicationName,
      Client: BulkValueClient,
      ...(statementTimeoutMs > 0 && { statement_timeout: statementTimeoutMs }),
    },
    { schema, onPoolError: onLoss, onConnectionError: onLoss },
  );
  return new PrismaClient({ adapter });
}

/** Names are used unquoted, and leave room for the suffix of the jobs' schema. */
function requireName(schema: string): void {
  if (/^[a-z][a-z0-9_]{0,40}$/.test(schema)) return;
  throw new AppError(
    'INPUT_INVALID',
    `expected the name of a book (lower-case letters, digits and _, at most 41), came '${schema}'`,
    { schema },
  );
}
