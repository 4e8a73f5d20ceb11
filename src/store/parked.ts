import { RecordKindSchema } from '../domain/record/record.ts';
import { toInstant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { answered, execute, type Database } from './sql.ts';
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
      const counts = await answered(() => db.parkedRow.groupBy({ by: ['providerId'], _count: true }));
      return new Map(counts.map(({ providerId, _count }) => [providerId, _count]));
    },

    list: async (providerId, limit) => {
      const parked = await answered(() =>
        db.parkedRow.findMany({
          ...(providerId === null ? {} : { where: { providerId } }),
          orderBy: { number: 'desc' },
          take: limit,
        }),
      );
      return parked.map(({ providerId: provider, kind, location, reason, payload, parkedAt }) => ({
        ...{ providerId: provider, kind: RecordKindSchema.parse(kind), location, reason },
        ...{ payload, parkedAt: toInstant(parkedAt) },
      }));
    },
  };
}
