import { requireWanted, type IsWanted } from '../domain/wanted.ts';
import { AppError, messageOf } from '../errors.ts';
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';
import { withBulkValues } from './bulk-values.ts';
import { isConnectionFailure, isStatementTimeout } from './connection-failure.ts';

/** One connection pool or one transaction: all that a store needs. Statements of one transaction are run in the order in which they are given. */
export interface Database {
  readonly rows: (statement: Prisma.Sql) => Promise<readonly unknown[]>;
  /** How many rows it changed. */
  readonly change: (statement: Prisma.Sql) => Promise<number>;
}

/** Through Prisma's client, large values past it. */
export function throughPrisma(prisma: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>): Database {
  return {
    rows: (statement) => withBulkValues(statement, (light) => prisma.$queryRaw<unknown[]>(light)),
    change: (statement) => withBulkValues(statement, (light) => prisma.$executeRaw(light)),
  };
}

/** The same database while someone waits for what it is asked: after that no statement begins, and each throws `CANCELLED`. */
export function whileWanted(db: Database, isWanted: IsWanted): Database {
  const wanted = (): Database => {
    requireWanted(isWanted);
    return db;
  };
  return {
    rows: async (statement) => wanted().rows(statement),
    change: async (statement) => wanted().change(statement),
  };
}

/** The rows of one statement, in the shape that the caller says its columns have. */
export async function rows<Row>(db: Database, statement: Prisma.Sql): Promise<readonly Row[]> {
  return answered(async () => (await db.rows(statement)) as readonly Row[]);
}

/** The only row of a statement that always has one. */
export async function oneRow<Row>(db: Database, statement: Prisma.Sql): Promise<Row> {
  const [row] = await rows<Row>(db, statement);
  if (!row) throw new AppError('INVARIANT', `expected one row, came none: ${statement.sql}`);
  return row;
}

/** Runs a statement. Returns how many rows it changed. */
export async function execute(db: Database, statement: Prisma.Sql): Promise<number> {
  return answered(() => db.change(statement));
}

/**
 * Says in plain words when the database is away, or has cancelled what took too long. Throws `PROVIDER_UNAVAILABLE` and `TIMEOUT`: trying again
 * later can help.
 */
export async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (isStatementTimeout(error))
      throw new AppError('TIMEOUT', 'the database took too long: ask for less, or again later', {}, { cause: error });
    if (!isConnectionFailure(error)) throw error;
    throw new AppError(
      'PROVIDER_UNAVAILABLE',
      `the database does not answer: ${lastLine(messageOf(error))}`,
      {},
      { cause: error },
    );
  }
}

/** Prisma says first where in its client it happened, and what happened last. */
function lastLine(message: string): string {
  return message.trim().split('\n').at(-1) ?? '';
}

/** A name of our own in a statement: a table or a column, never anything that came from outside. */
export function name(identifier: string): Prisma.Sql {
  return Prisma.raw(`"${identifier}"`);
}

/** `a AND b AND …`; true when there is no condition. Undefined ones are left out. */
export function all(conditions: readonly (Prisma.Sql | undefined)[]): Prisma.Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length > 0 ? Prisma.join(given, ' AND ') : Prisma.sql`true`;
}
