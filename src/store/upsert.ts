import { Prisma } from '../generated/prisma/client.ts';
import { binaryArray, isBinaryType } from './binary-arrays.ts';
import { execute, name, type Database } from './sql.ts';

/** Values by column name. Null and absent are both null. */
export type Row = Readonly<Record<string, unknown>>;

/** A table as rows are written to it: the SQL type of each column, and which columns name a row. */
export interface WritableTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

/** Inserts or replaces rows, in key order so that two writers never wait for each other in a circle. One statement. */
export async function upsert(
  db: Database,
  { table, key, columns }: WritableTable,
  written: readonly Row[],
): Promise<void> {
  if (written.length === 0) return;
  const names = Object.keys(columns);
  const others = names.filter((column) => !key.includes(column));
  const replaced = others.map((column) => Prisma.sql`${name(column)} = excluded.${name(column)}`);
  await execute(
    db,
    Prisma.sql`
      INSERT INTO ${name(table)} (${list(names)})
      SELECT ${list(names)} FROM ${recordset(columns, written)} AS row ORDER BY ${list(key)}
      ON CONFLICT (${list(key)}) DO UPDATE SET ${Prisma.join(replaced)}`,
  );
}

/**
 * Rows of values as a table: `FROM ${recordset(…)}`. Name the result with `AS`. A column is one binary array; a type that has no
 * such form goes through text.
 */
export function recordset(columns: WritableTable['columns'], values: readonly Row[]): Prisma.Sql {
  const names = Object.keys(columns);
  const arrays = names.map((column) => {
    const type = columns[column] ?? 'text';
    const given = values.map((row) => row[column]);
    if (isBinaryType(type)) return Prisma.sql`${binaryArray(type, given)}::${Prisma.raw(type)}[]`;
    return Prisma.sql`${binaryArray('text', given.map(literalOf))}::text[]`;
  });
  const typed = Object.entries(columns).map(([column, type]) => Prisma.raw(`"${column}"::${type}`));
  return Prisma.sql`(SELECT ${Prisma.join(typed)} FROM unnest(${Prisma.join(arrays)}) AS given(${list(names)}))`;
}

/** A list as the text that the database takes for an array; anything else as it is. */
function literalOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return `{${value.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function list(columns: readonly string[]): Prisma.Sql {
  return Prisma.join(columns.map(name));
}
