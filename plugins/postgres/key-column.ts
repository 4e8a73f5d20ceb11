import { columnOf } from './sql.ts';

/** How a column is compared with keys so that its index is used, and no key, whatever its text, fails the statement. */
export interface KeyColumn {
  readonly sql: string;
  /** The type of the array of keys. */
  readonly type: string;
  /** False for a text that the column cannot hold. */
  readonly accepts: (text: string) => boolean;
}

/** Object ids of types: https://www.postgresql.org/docs/current/catalog-pg-type.html (fixed in pg_type.dat). */
const INTEGERS: Readonly<Record<number, { readonly type: string; readonly bits: bigint } | undefined>> = {
  20: { type: 'int8', bits: 63n },
  21: { type: 'int2', bits: 15n },
  23: { type: 'int4', bits: 31n },
};
const TEXTS = [25, 1043]; // text, varchar
const UUID = 2950;

/** For a column of a type, by the type's object id. Types without a rule of their own are compared as text. */
export function keyColumnOf(name: string, type: number): KeyColumn {
  const column = columnOf(name);
  const integer = INTEGERS[type];
  if (integer) return { sql: column, type: integer.type, accepts: (text) => isWhole(text, integer.bits) };
  if (type === UUID) return { sql: column, type: 'uuid', accepts: isUuid };
  return { sql: TEXTS.includes(type) ? column : `${column}::text`, type: 'text', accepts: isText };
}

function isWhole(text: string, bits: bigint): boolean {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) return false;
  const number = BigInt(text);
  return number < 2n ** bits && number >= -(2n ** bits);
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** PostgreSQL has no text with a zero in it. */
function isText(text: string): boolean {
  return !text.includes('\0');
}
