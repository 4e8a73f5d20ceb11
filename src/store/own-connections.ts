import type { Writable } from 'node:stream';
import pg from 'pg';
import { AppError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { StatementNames } from './statement-names.ts';
import type { Database } from './sql.ts';

/*
 * The platform's own work goes to the driver itself. What stands between an event and its score is a dozen short statements one
 * after the other: through Prisma's client each takes our processor as long as it takes the database. What is asked together is sent
 * together, in the order in which it was asked, and run in that order.
 */

/** Milliseconds that work waits for a connection, and that a transaction may last. Counting all history anew is one transaction. */
const LONGEST_WAIT_MS = 30_000;
const LONGEST_TRANSACTION_MS = 300_000;

export interface OwnConnections extends Database {
  /** Runs work in a transaction, which is undone when the work fails. Nothing of it may go on once the work has ended. */
  readonly transaction: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface ConnectionOptions {
  readonly connectionString: string;
  readonly max: number;
  readonly applicationName: string;
  readonly nameOf: StatementNames;
  readonly onLoss: (error: Error) => void;
}

/** Connects when something is asked. A connection that is lost is made anew with the next statement. */
export function createOwnConnections(options: ConnectionOptions): OwnConnections {
  const { connectionString, max, applicationName, nameOf, onLoss } = options;
  const pool = new pg.Pool({
    ...{ connectionString, max, application_name: applicationName },
    ...{ pipeline: true, connectionTimeoutMillis: LONGEST_WAIT_MS },
  });
  pool.on('error', onLoss);
  // One can be lost while it is used, or before: what is asked of it fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const ask = (client: Asked, statement: Prisma.Sql): Promise<pg.QueryResult> => {
    const { text, values } = statement;
    return client.query({ text, values, name: nameOf(text), types: TYPES } satisfies pg.QueryConfig);
  };

  return {
    ...databaseOf((statement) => ask(pool, statement)),
    close: () => pool.end(),

    transaction: async (work) => {
      const client = await pool.connect();
      client.on('error', onLoss);
      let [isOver, isReleased] = [false, false];
      const release = (lost?: Error | boolean): void => {
        isOver = true;
        if (isReleased) return;
        isReleased = true;
        clearTimeout(timer);
        client.off('error', onLoss);
        client.release(lost);
      };
      const timer = setTimeout(() => release(true), LONGEST_TRANSACTION_MS); // what it waits for then fails
      const begun: { current: Promise<unknown> | null } = { current: null };
      const db = databaseOf((statement) => {
        if (isOver) return Promise.reject(afterEnd(statement));
        sendTogether(client);
        if (!begun.current) {
          begun.current = client.query('BEGIN'); // not waited for: what follows is run behind it
          begun.current.catch(() => undefined);
        }
        return ask(client, statement);
      });
      try {
        const result = await work(db);
        await begun.current;
        isOver = true;
        const { command } = await client.query('COMMIT');
        if (command !== 'COMMIT') throw new AppError('INVARIANT', `a transaction went on after a failure: ${command}`);
        release();
        return result;
      } catch (error) {
        isOver = true; // behind the end a statement would be one of its own, and stay
        await client.query('ROLLBACK').then(() => release(), release);
        throw error;
      }
    },
  };
}

/** What is asked of a connection in one breath is written to it once. */
function sendTogether(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  queueMicrotask(() => stream.uncork());
}

type Asked = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>;

function databaseOf(ask: (statement: Prisma.Sql) => Promise<pg.QueryResult>): Database {
  return {
    rows: async (statement) => (await ask(statement)).rows as readonly unknown[],
    change: async (statement) => (await ask(statement)).rowCount ?? 0,
  };
}

function afterEnd({ text }: Prisma.Sql): AppError {
  return new AppError(
    'INVARIANT',
    `expected nothing more of a transaction that has ended, came: ${text.trim().slice(0, 80)}`,
  );
}

/** Values as Prisma gives them: whole numbers of 8 bytes too are numbers that one can count with. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === pg.types.builtins.INT8 ? BigInt : pg.types.getTypeParser(oid, format),
};
