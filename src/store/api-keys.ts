import { createHash } from 'node:crypto';
import type { ApiKey } from '../domain/api-key.ts';
import { toInstant, type Instant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { listen, type Listening } from './listen.ts';
import { json, text, texts } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';
import { recordset } from './upsert.ts';

const { sql } = Prisma;

/** Milliseconds between two looks at the keys when nothing says that one has changed. */
const LOOK_MS = 2_000;

/** The keys that open the API. */
export interface ApiKeyStore {
  readonly byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, ApiKey>>;
  /** Newest first. */
  readonly list: (limit: number) => Promise<readonly ApiKey[]>;
  readonly any: () => Promise<boolean>;
  readonly insert: (key: ApiKey) => Promise<void>;
  /** As it stands, and so it stays until the end of this transaction. Null for an unknown id. */
  readonly lock: (id: string) => Promise<ApiKey | null>;
  /** Saves what of a key can change: when it ends, that it was revoked, its successor. */
  readonly update: (key: Pick<ApiKey, 'id' | 'expiresAt' | 'revokedAt' | 'successorId'>) => Promise<void>;
  /** Notes when keys were last used. */
  readonly touch: (usedAt: ReadonlyMap<string, Instant>) => Promise<void>;
  /** Pages that some key in force at an instant is for. */
  readonly origins: (now: Instant) => Promise<readonly string[]>;
  /** Calls back soon after a commit that changed a key, from any process, and every two seconds. Resolves to what stops it. */
  readonly onChange: (callback: () => void) => Promise<() => Promise<void>>;
}

export function createApiKeyStore(
  db: Database,
  listening: Omit<Listening, 'channel'> & { readonly schema: string },
): ApiKeyStore {
  const channel = `keys_${createHash('sha256').update(listening.schema).digest('hex').slice(0, 32)}`;

  async function find(condition: Prisma.Sql): Promise<readonly ApiKey[]> {
    return (await rows<KeyRow>(db, sql`SELECT * FROM api_key ${condition}`)).map(toApiKey);
  }

  /** With the transaction, so that whoever hears of it sees what has changed. */
  async function tell(): Promise<void> {
    await execute(db, sql`SELECT pg_notify(${channel}, '')`);
  }

  return {
    byIds: async (ids) => new Map((await find(sql`WHERE id = ANY(${texts(ids)})`)).map((key) => [key.id, key])),

    list: (limit) => find(sql`ORDER BY created_at DESC, id LIMIT ${limit}`),

    any: async () => (await find(sql`LIMIT 1`)).length > 0,

    insert: async (key) => {
      await execute(
        db,
        sql`
          INSERT INTO api_key (id, hash, label, grants, rows, allowed_origins, allowed_addresses, created_at, created_by, expires_at)
          VALUES (${key.id}, ${key.hash}, ${text(key.label)}, ${texts(key.grants)}, ${json(key.rows)},
            ${nullable(key.allowedOrigins)}, ${nullable(key.allowedAddresses)}, ${key.createdAt}::text::timestamptz,
            ${text(key.createdBy)}, ${key.expiresAt}::text::timestamptz)`,
      );
      await tell();
    },

    lock: async (id) => (await find(sql`WHERE id = ${text(id)} FOR UPDATE`))[0] ?? null,

    update: async ({ id, expiresAt, revokedAt, successorId }) => {
      await execute(
        db,
        sql`
          UPDATE api_key SET expires_at = ${expiresAt}::text::timestamptz, revoked_at = ${revokedAt}::text::timestamptz,
            successor_id = ${successorId}
          WHERE id = ${id}`,
      );
      await tell();
    },

    touch: async (usedAt) => {
      const used = [...usedAt].map(([id, at]) => ({ id, at }));
      await execute(
        db,
        sql`
          UPDATE api_key SET last_used_at = greatest(last_used_at, used.at)
          FROM ${recordset({ id: 'text', at: 'timestamptz' }, used)} AS used WHERE api_key.id = used.id`,
      );
    },

    origins: async (now) => {
      const found = await rows<{ origin: string }>(
        db,
        sql`
          SELECT DISTINCT unnest(allowed_origins) AS origin FROM api_key
          WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now}::text::timestamptz)`,
      );
      return found.map(({ origin }) => origin);
    },

    onChange: (callback) => listen({ ...listening, channel, everyMs: LOOK_MS }, callback),
  };
}

interface KeyRow {
  readonly id: string;
  readonly hash: string;
  readonly label: string;
  readonly grants: ApiKey['grants'];
  readonly rows: ApiKey['rows'];
  readonly allowed_origins: readonly string[] | null;
  readonly allowed_addresses: readonly string[] | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly successor_id: string | null;
}

function toApiKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    hash: row.hash,
    label: row.label,
    grants: row.grants,
    rows: row.rows,
    allowedOrigins: row.allowed_origins,
    allowedAddresses: row.allowed_addresses,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    expiresAt: row.expires_at && toInstant(row.expires_at),
    revokedAt: row.revoked_at && toInstant(row.revoked_at),
    lastUsedAt: row.last_used_at && toInstant(row.last_used_at),
    successorId: row.successor_id,
  };
}

function nullable(values: readonly string[] | null): Prisma.Sql {
  return values === null ? sql`NULL` : texts(values);
}
