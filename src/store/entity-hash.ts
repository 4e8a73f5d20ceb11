import { Prisma } from '../generated/prisma/client.ts';
import { ENTITY_KINDS, ENTITY_TABLES } from './entity-tables.ts';
import { name, oneRow, type Database } from './sql.ts';

/**
 * One SHA-256 over every row of every kind. Rows are hashed in 4,096 groups by id first, so that the database never holds
 * more than a group; JSONB writes keys in an order of its own, so that theirs does not matter.
 */
export async function hashEntities(db: Database): Promise<string> {
  const kinds = ENTITY_KINDS.map(
    (kind) =>
      Prisma.sql`SELECT ${kind} AS kind, id, sha256(convert_to(state::text, 'UTF8')) AS hash FROM ${name(ENTITY_TABLES[kind].table)}`,
  );
  const { hash } = await oneRow<{ hash: string }>(
    db,
    Prisma.sql`
      SELECT encode(sha256(coalesce(string_agg(hash, '' ORDER BY bucket), '')), 'hex') AS hash FROM (
        SELECT bucket, sha256(string_agg(convert_to(kind || '/' || id || chr(10), 'UTF8') || hash, '' ORDER BY kind COLLATE "C", id)) AS hash FROM (
          SELECT kind, id, hash, left(md5(id), 3) AS bucket FROM (${Prisma.join(kinds, ' UNION ALL ')}) AS entity
        ) AS bucketed GROUP BY bucket
      ) AS grouped`,
  );
  return hash;
}
