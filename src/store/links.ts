import { RECORDS, RecordKindSchema, type RecordKind } from '../domain/record/record.ts';
import type { LinkedRecord } from '../domain/link/linked-record.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { text, texts } from './parameters.ts';
import { execute, oneRow, rows, type Database } from './sql.ts';
import { upsert } from './upsert.ts';

const { sql } = Prisma;

/** What sources said of things that are linked. Asked and written only where links are declared. */
export interface LinkStore {
  /** Keeps other transactions from changing any of this until the transaction is over. */
  readonly lock: () => Promise<void>;
  /** Records by the source's own keys. */
  readonly load: (providerId: string, kind: RecordKind, keys: readonly string[]) => Promise<readonly LinkedRecord[]>;
  readonly save: (records: readonly LinkedRecord[]) => Promise<void>;
  readonly remove: (providerId: string, kind: RecordKind, keys: readonly string[]) => Promise<void>;
  /** Records that bear one of these tokens, without what was said. */
  readonly bearing: (tokens: readonly string[]) => Promise<readonly Bearer[]>;
  /** Records whose ids hang on one of these tokens. */
  readonly asking: (tokens: readonly string[]) => Promise<readonly LinkedRecord[]>;
  /** The source's own keys of records, by the id under which they are in the book. */
  readonly ownKeys: (
    providerId: string,
    kind: RecordKind,
    toldAs: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** Every key of a source's records. */
  readonly keys: (providerId: string, kind: RecordKind) => Promise<readonly string[]>;
  /** Ids for which tokens with a prefix ask, in order, with how many records hang on each. */
  readonly asked: (prefix: string) => Promise<readonly { readonly id: string; readonly records: number }[]>;
  /** Keys of a home's records whose key nobody asks for, the first of them, and how many there are. */
  readonly unasked: (
    rule: string,
    limit: number,
  ) => Promise<{ readonly count: number; readonly keys: readonly string[] }>;
}

export type Bearer = Pick<LinkedRecord, 'providerId' | 'kind' | 'key' | 'bears'>;

const TABLE = {
  table: 'linked_record',
  key: ['provider_id', 'kind', 'key'],
  columns: {
    provider_id: 'text',
    kind: 'text',
    key: 'text',
    record: 'jsonb',
    bears: 'text[]',
    asks: 'text[]',
    told_as: 'text',
  },
} as const;

export function createLinkStore(db: Database): LinkStore {
  return {
    lock: async () => {
      await execute(db, sql`LOCK TABLE linked_record IN SHARE ROW EXCLUSIVE MODE`);
    },

    load: async (providerId, kind, keys) => {
      if (keys.length === 0) return [];
      const found = await rows<LinkedRow>(
        db,
        sql`
          SELECT * FROM linked_record
          WHERE provider_id = ${providerId} AND kind = ${kind} AND key = ANY(${texts(keys)})`,
      );
      return found.map(toLinked);
    },

    save: async (records) => {
      await upsert(
        db,
        TABLE,
        records.map(({ providerId, kind, key, record, bears, asks, toldAs }) => ({
          ...{ provider_id: providerId, kind, key, record, bears: bears.map(text), asks: asks.map(text) },
          told_as: toldAs,
        })),
      );
    },

    remove: async (providerId, kind, keys) => {
      if (keys.length === 0) return;
      await execute(
        db,
        sql`
          DELETE FROM linked_record
          WHERE provider_id = ${providerId} AND kind = ${kind} AND key = ANY(${texts(keys)})`,
      );
    },

    bearing: async (tokens) => {
      if (tokens.length === 0) return [];
      const found = await rows<Omit<LinkedRow, 'record' | 'asks' | 'told_as'>>(
        db,
        sql`SELECT provider_id, kind, key, bears FROM linked_record WHERE bears && ${texts(tokens)} ORDER BY key`,
      );
      return found.map(({ provider_id: providerId, kind, key, bears }) => ({
        ...{ providerId, kind: RecordKindSchema.parse(kind), key, bears },
      }));
    },

    asking: async (tokens) => {
      if (tokens.length === 0) return [];
      const found = await rows<LinkedRow>(
        db,
        sql`SELECT * FROM linked_record WHERE asks && ${texts(tokens)} ORDER BY provider_id, kind, key`,
      );
      return found.map(toLinked);
    },

    ownKeys: async (providerId, kind, toldAs) => {
      if (toldAs.length === 0) return new Map();
      const found = await rows<{ readonly told_as: string; readonly key: string }>(
        db,
        sql`
          SELECT told_as, key FROM linked_record
          WHERE provider_id = ${providerId} AND kind = ${kind} AND told_as = ANY(${texts(toldAs)}) ORDER BY key DESC`,
      );
      return new Map(found.map(({ told_as, key }) => [told_as, key]));
    },

    keys: async (providerId, kind) => {
      const found = await rows<{ readonly key: string }>(
        db,
        sql`SELECT key FROM linked_record WHERE provider_id = ${providerId} AND kind = ${kind}`,
      );
      return found.map(({ key }) => key);
    },

    asked: (prefix) =>
      rows(
        db,
        sql`
          SELECT substr(token, ${prefix.length + 1}::int) AS id, count(*)::int AS records
          FROM linked_record, unnest(asks) AS token WHERE starts_with(token, ${prefix})
          GROUP BY token ORDER BY token COLLATE "C"`,
      ),

    unasked: async (rule, limit) => {
      const prefix = `home ${rule} `;
      const { count, keys } = await oneRow<{ readonly count: number; readonly keys: readonly string[] | null }>(
        db,
        sql`
          SELECT count(*)::int AS count, (array_agg(key ORDER BY key COLLATE "C"))[1:${limit}::int] AS keys
          FROM linked_record AS home, unnest(bears) AS token
          WHERE starts_with(token, ${prefix}) AND NOT EXISTS (
            SELECT 1 FROM linked_record AS other
            WHERE other.asks @> ARRAY[${rule} || ' key ' || substr(token, ${prefix.length + 1}::int)]
          )`,
      );
      return { count, keys: keys ?? [] };
    },
  };
}

interface LinkedRow {
  readonly provider_id: string;
  readonly kind: string;
  readonly key: string;
  readonly record: unknown;
  readonly bears: readonly string[];
  readonly asks: readonly string[];
  readonly told_as: string | null;
}

function toLinked({ provider_id, kind: name, key, record, bears, asks, told_as }: LinkedRow): LinkedRecord {
  const kind = RecordKindSchema.parse(name);
  return {
    ...{ providerId: provider_id, kind, key, bears, asks, toldAs: told_as },
    record: record === null ? null : RECORDS[kind].parse(record),
  };
}
