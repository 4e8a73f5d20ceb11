import type { FeedPosition } from '../domain/feed.ts';
import { toInstant, type Instant } from '../domain/time.ts';
import type { WebhookProgress } from '../domain/webhook.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { json, text } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';

const { sql } = Prisma;

export interface DeadLetter {
  readonly endpointId: string;
  readonly cursor: string;
  /** Null when it is no longer known: the feed no longer kept it. */
  readonly payload: unknown;
  readonly reason: string;
  readonly failedAt: Instant;
}

/** How far partners' webhooks have been told. */
export interface WebhookTargetStore {
  readonly get: (id: string) => Promise<WebhookProgress | null>;
  /** Inserts or replaces. */
  readonly save: (progress: WebhookProgress) => Promise<void>;
  /** Goes on from where it was, unless someone has moved or paused it meanwhile; tells whether it did. */
  readonly advance: (from: FeedPosition, progress: WebhookProgress) => Promise<boolean>;
  readonly addDeadLetter: (letter: DeadLetter) => Promise<void>;
  /** Newest first. */
  readonly deadLetters: (endpointId: string, limit: number) => Promise<readonly DeadLetter[]>;
}

export function createWebhookTargetStore(db: Database): WebhookTargetStore {
  return {
    get: async (id) => {
      const [row] = await rows<ProgressRow>(
        db,
        sql`
          SELECT id, epoch, transaction_id::text, entry_id::text, paused, attempts, failing_since, next_attempt_at, last_error
          FROM webhook_endpoint WHERE id = ${id}`,
      );
      return row ? toProgress(row) : null;
    },

    save: async (progress) => {
      const { id, epoch, position, paused } = progress;
      await execute(
        db,
        sql`
          INSERT INTO webhook_endpoint (id, epoch, transaction_id, entry_id, paused)
          VALUES (${id}, ${epoch}, ${position.transactionId}::text::xid8, ${position.entryId}::text::bigint, ${paused})
          ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, transaction_id = excluded.transaction_id,
            entry_id = excluded.entry_id, paused = excluded.paused, attempts = 0, failing_since = NULL,
            next_attempt_at = NULL, last_error = NULL`,
      );
    },

    advance: async (from, { id, epoch, position, attempts, failingSince, nextAttemptAt, lastError }) => {
      const moved = await execute(
        db,
        sql`
          UPDATE webhook_endpoint SET epoch = ${epoch}, transaction_id = ${position.transactionId}::text::xid8,
            entry_id = ${position.entryId}::text::bigint, attempts = ${attempts},
            failing_since = ${failingSince}::text::timestamptz, next_attempt_at = ${nextAttemptAt}::text::timestamptz,
            last_error = ${lastError === null ? null : text(lastError)}
          WHERE id = ${id} AND NOT paused
            AND transaction_id = ${from.transactionId}::text::xid8 AND entry_id = ${from.entryId}::text::bigint`,
      );
      return moved > 0;
    },

    addDeadLetter: async ({ endpointId, cursor, payload, reason, failedAt }) => {
      await execute(
        db,
        sql`
          INSERT INTO webhook_dead_letter (endpoint_id, cursor, payload, reason, failed_at)
          VALUES (${endpointId}, ${cursor}, ${json(payload)}, ${text(reason)}, ${failedAt}::text::timestamptz)`,
      );
    },

    deadLetters: async (endpointId, limit) => {
      const found = await rows<Omit<DeadLetter, 'failedAt'> & { failedAt: Date }>(
        db,
        sql`
          SELECT endpoint_id AS "endpointId", cursor, payload, reason, failed_at AS "failedAt" FROM webhook_dead_letter
          WHERE endpoint_id = ${endpointId} ORDER BY id DESC LIMIT ${limit}`,
      );
      return found.map((letter) => ({ ...letter, failedAt: toInstant(letter.failedAt) }));
    },
  };
}

interface ProgressRow {
  readonly id: string;
  readonly epoch: string;
  readonly transaction_id: string;
  readonly entry_id: string;
  readonly paused: boolean;
  readonly attempts: number;
  readonly failing_since: Date | null;
  readonly next_attempt_at: Date | null;
  readonly last_error: string | null;
}

function toProgress({ id, epoch, paused, attempts, ...row }: ProgressRow): WebhookProgress {
  return {
    ...{ id, epoch, paused, attempts },
    position: { transactionId: row.transaction_id, entryId: row.entry_id },
    failingSince: row.failing_since && toInstant(row.failing_since),
    nextAttemptAt: row.next_attempt_at && toInstant(row.next_attempt_at),
    lastError: row.last_error,
  };
}
