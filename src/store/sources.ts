import { toInstant, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { json, text, texts } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';
import type { SourceStatus, SourceStore } from './store.ts';
import { recordset, upsert } from './upsert.ts';

/** What differs from row to row, under short names: a first read writes hundreds of thousands of rows. */
const SEEN = { key: 'text', hashes: 'jsonb', at: 'timestamptz', read: 'text' };

/** What the host knows of the sources: where it left off, what it saw, and how they are. */
export function createSourceStore(db: Database): SourceStore {
  return {
    cursor: async (providerId, kind) => {
      const [saved] = await rows<{ cursor: unknown }>(
        db,
        Prisma.sql`SELECT cursor FROM source_cursor WHERE provider_id = ${providerId} AND kind = ${kind}`,
      );
      return saved?.cursor ?? null;
    },

    moveCursor: async (providerId, kind, { from, to }) => {
      const moved = await execute(
        db,
        from === null
          ? Prisma.sql`
              INSERT INTO source_cursor (provider_id, kind, cursor) VALUES (${providerId}, ${kind}, ${json(to)})
              ON CONFLICT (provider_id, kind) DO NOTHING`
          : Prisma.sql`
              UPDATE source_cursor SET cursor = ${json(to)}
              WHERE provider_id = ${providerId} AND kind = ${kind} AND cursor = ${json(from)}`,
      );
      if (moved === 1) return;
      throw new AppError(
        'VERSION_CONFLICT',
        `${providerId} ${kind}: expected to read on from where this read stood, but another place is kept: somebody else reads it, or the database lost its last moments; it is read again from the place that is kept`,
        { provider: providerId, kind },
      );
    },

    seen: async (providerId, kind, keys) => {
      if (keys.length === 0) return new Map();
      const seen = await rows<SeenRow>(
        db,
        Prisma.sql`
          -- Key by key: as one condition on all keys, the planner may choose to go through every row of the kind instead.
          SELECT known.* FROM unnest(${texts(keys)}) AS asked (key), LATERAL (
            SELECT key, hashes, last_time, read_id FROM source_record
            WHERE provider_id = ${providerId} AND kind = ${kind} AND key = asked.key LIMIT 1
          ) AS known`,
      );
      return new Map(
        seen.map(({ key, hashes, last_time, read_id }) => [
          key,
          { hashes, lastTime: toInstant(last_time), readId: read_id },
        ]),
      );
    },

    hasSeen: async (providerId, kind) => {
      const found = await rows(
        db,
        Prisma.sql`SELECT 1 AS one FROM source_record WHERE provider_id = ${providerId} AND kind = ${kind} LIMIT 1`,
      );
      return found.length > 0;
    },

    knownKeys: async (providerId, kind) => {
      // Of records that are told line by line, the header's row stands for the record.
      const prefix = kind === 'order' || kind === 'shipment' ? `${kind}/` : '';
      const known = await rows<{ readonly key: string }>(
        db,
        Prisma.sql`
          SELECT substr(key, ${prefix.length + 1}::int) AS key FROM source_record
          WHERE provider_id = ${providerId} AND kind = ${kind} AND starts_with(key, ${prefix})
            AND hashes ->> 'record' IS DISTINCT FROM 'gone' AND hashes ->> 'failed' IS DISTINCT FROM 'gone'
            AND hashes ->> 'cancelled' IS DISTINCT FROM 'yes'`,
      );
      return known.map(({ key }) => key);
    },

    saveSeen: async (providerId, kind, seen) => {
      if (seen.size === 0) return;
      const given = [...seen].map(([key, { hashes, lastTime, readId }]) => ({
        key,
        hashes,
        at: lastTime,
        read: readId,
      }));
      await execute(
        db,
        Prisma.sql`
          INSERT INTO source_record (provider_id, kind, key, hashes, last_time, read_id)
          SELECT ${providerId}, ${kind}, key, hashes, at, read FROM ${recordset(SEEN, given)} AS given ORDER BY key
          ON CONFLICT (provider_id, kind, key) DO UPDATE SET
            hashes = excluded.hashes, last_time = excluded.last_time, read_id = excluded.read_id`,
      );
    },

    statuses: async () => {
      const statuses = await rows<StatusRow>(
        db,
        Prisma.sql`
          SELECT provider_id AS "providerId", last_read_at AS "lastReadAt", failing_since AS "failingSince",
            last_error AS "lastError"
          FROM source_status`,
      );
      return new Map(
        statuses.map((status) => [
          status.providerId,
          { ...status, lastReadAt: instantOf(status.lastReadAt), failingSince: instantOf(status.failingSince) },
        ]),
      );
    },

    saveStatus: async ({ providerId, lastReadAt, failingSince, lastError }: SourceStatus) => {
      await upsert(db, SOURCE_STATUS, [
        {
          provider_id: providerId,
          last_read_at: lastReadAt,
          failing_since: failingSince,
          last_error: lastError === null ? null : text(lastError),
        },
      ]);
    },
  };
}

const SOURCE_STATUS = {
  table: 'source_status',
  key: ['provider_id'],
  columns: { provider_id: 'text', last_read_at: 'timestamptz', failing_since: 'timestamptz', last_error: 'text' },
};

interface StatusRow {
  readonly providerId: string;
  readonly lastReadAt: Date | null;
  readonly failingSince: Date | null;
  readonly lastError: string | null;
}

interface SeenRow {
  readonly key: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly last_time: Date;
  readonly read_id: string;
}

function instantOf(date: Date | null): Instant | null {
  return date && toInstant(date);
}
