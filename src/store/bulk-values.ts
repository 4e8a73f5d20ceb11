import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Prisma } from '../generated/prisma/client.ts';

/*
 * Prisma writes the parameters of a statement as JSON, reads them back and copies them before the driver sees them: for the
 * megabytes of a batch of rows that takes longer than making them. So a large text or array, and any value in binary form, goes
 * round it: Prisma carries a short token, and the connection puts the value in its place.
 */

/** Characters of a text, or items of an array, from which a value is worth the detour. */
const LARGE = 1_000;
/** Unknown outside this process: no text that came from outside is ever taken for a token. */
const PREFIX = `promisegraph:${randomUUID()}:`;

const carried = new Map<string, unknown>();
let count = 0;

/** Runs a statement whose large values go round Prisma. They are let go when it has run, however it ended. */
export async function withBulkValues<T>(statement: Prisma.Sql, run: (light: Prisma.Sql) => Promise<T>): Promise<T> {
  const tokens: string[] = [];
  const values = statement.values.map((value) => {
    if (!isLarge(value)) return value;
    const token = `${PREFIX}${(count += 1)}`;
    carried.set(token, value);
    tokens.push(token);
    return token;
  });
  if (tokens.length === 0) return run(statement);
  try {
    return await run(new Prisma.Sql(statement.strings, values));
  } finally {
    for (const token of tokens) carried.delete(token);
  }
}

function isLarge(value: unknown): boolean {
  if (Buffer.isBuffer(value)) return true;
  return (typeof value === 'string' || Array.isArray(value)) && value.length >= LARGE;
}

/** A connection that puts the values in the place of their tokens. For the pool that Prisma works with. */
export class BulkValueClient extends pg.Client {
  constructor(...given: ConstructorParameters<typeof pg.Client>) {
    super(...given);
    // A connection can be lost between being handed out and being used, when nobody listens yet: what is then asked of it fails by itself.
    this.on('error', () => undefined);
  }

  override query = ((statement: unknown, ...rest: unknown[]) => {
    const query = Reflect.get(pg.Client.prototype, 'query') as (...given: unknown[]) => unknown;
    return query.call(this, withValues(statement), ...rest);
  }) as pg.Client['query'];
}

function withValues(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('values' in statement)) return statement;
  if (!Array.isArray(statement.values)) return statement;
  const values = statement.values.map((value: unknown) =>
    typeof value === 'string' ? (carried.get(value) ?? value) : value,
  );
  return { ...statement, values };
}
