import { Prisma } from '../generated/prisma/client.ts';

/*
 * PostgreSQL has no room for U+0000, and its JSON none for half of a surrogate pair: each becomes U+FFFD, in keys as in
 * values, so that one broken text never holds up a batch.
 */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const ESCAPES = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** A value as one JSON parameter. */
export function json(value: unknown): Prisma.Sql {
  return Prisma.sql`${jsonText(value)}::jsonb`;
}

/** The same as text that the database takes for JSON. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  // Both are written as escapes; an escaped backslash in front of one makes it plain text.
  return UNSTORABLE.test(text) ? text.replace(ESCAPES, (escape) => (escape === '\\\\' ? escape : '\\ufffd')) : text;
}

/** Texts as one array parameter: `id = ANY(${texts(ids)})`. */
export function texts(values: readonly string[]): Prisma.Sql {
  return Prisma.sql`${values.map(text)}::text[]`;
}

/** A text that can be compared with what is stored. */
export function text(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}
