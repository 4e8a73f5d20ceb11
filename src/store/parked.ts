import { RecordKindSchema } from '../domain/record/record.ts';
import { toInstant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { all, execute, rows, type Database } from './sql.ts';
import type { ParkedStore } from './store.ts';
import { recordset } from './upsert.ts';

const COLUMNS = {
  provider_id: 'text',
  kind: 'text',
  location: 'text',
  reason: 'text',
  payload: 'jsonb',
  parked_at: 'timestamptz',
};

/** Rows of sources that could not be read as records, with what they held. */
export function createParkedStore(db: Database): ParkedStore {
  return {
    add: async (parked, at) => {
      if (parked.length === 0) return;
      const written = parked.map(({ providerId, payload, ...row }) => ({
        ...row,
        provider_id: providerId,
        payload: [payload],
        parked_at: at,
      }));
      await execute(
        db,
        // The payload travels in a list: as a value of its own, JSON's null would become the database's.
        Prisma.sql`
          INSERT INTO parked_row (provider_id, kind, location, reason, payload, payload_hash, parked_at)
          SELECT provider_id, kind, location, reason, payload->0, md5(payload::text), parked_at FROM ${recordset(COLUMNS, written)} AS given
          ON CONFLICT DO NOTHING`,
      );
    },

    countByProvider: async () => {
      const counts = await rows<{ providerId: string; count: number }>(
        db,
        Prisma.sql`SELECT provider_id AS "providerId", count(*)::int AS count FROM parked_row GROUP BY provider_id`,
      );
      return new Map(counts.map(({ providerId, count }) => [providerId, count]));
    },

    list: async (providerId, limit) => {
      const parked = await rows<ListedRow>(
        db,
        Prisma.sql`
          SELECT provider_id AS "providerId", kind, location, reason, payload, parked_at AS "parkedAt" FROM parked_row
          WHERE ${all([providerId === null ? undefined : Prisma.sql`provider_id = ${providerId}`])}
          ORDER BY number DESC LIMIT ${limit}`,
      );
      return parked.map(({ kind, parkedAt, ...row }) => ({
        ...row,
        kind: RecordKindSchema.parse(kind),
        parkedAt: toInstant(parkedAt),
      }));
    },
  };
}

interface ListedRow {
  readonly providerId: string;
  readonly kind: string;
  readonly location: string;
  readonly reason: string;
  readonly payload: unknown;
  readonly parkedAt: Date;
}
