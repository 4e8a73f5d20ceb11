import {
  chain,
  EMPTY_HEAD,
  type AuditEntry,
  type AuditHead,
  type AuditQuery,
  type Deed,
  type Transport,
} from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Slice, SlicePosition } from '../domain/list.ts';
import { toInstant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { text } from './parameters.ts';
import { placePosition, toSlice } from './slices.ts';
import { all, execute, oneRow, rows, type Database } from './sql.ts';
import { recordset } from './upsert.ts';

const { sql } = Prisma;

/** The audit log: entries are added at its end, and that is all that can be done to it. */
export interface AuditStore {
  /**
   * Adds deeds behind the head, in one piece and under a lock that the transaction holds to its end: do it last. The time is the
   * database's, so that all processes share one clock. Only inside a transaction: outside, two writers at once fail on one place.
   */
  readonly append: (deeds: readonly Deed[]) => Promise<AuditHead>;
  readonly head: () => Promise<AuditHead>;
  readonly page: (query: AuditQuery) => Promise<Slice<AuditEntry>>;
  /** Entries in the order of the log, a chunk at a time. Not one statement. */
  readonly read: (from?: number) => AsyncIterable<readonly AuditEntry[]>;
}

/** Entries that are read at once. */
const CHUNK = 5_000;

const COLUMNS = {
  ...{ sequence: 'bigint', at: 'timestamptz', actor_id: 'text', actor_kind: 'text', actor_name: 'text' },
  ...{ action: 'text', target_kind: 'text', target_id: 'text', address: 'text', transport: 'text' },
  ...{ before: 'text', after: 'text', previous_hash: 'text', hash: 'text' },
};

export function createAuditStore(db: Database, schema: string): AuditStore {
  const head = async (): Promise<AuditHead> => {
    const [last] = await rows<{ sequence: bigint; hash: string }>(
      db,
      sql`SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1`,
    );
    return last ? { sequence: Number(last.sequence), hash: last.hash } : EMPTY_HEAD;
  };

  return {
    head,

    append: async (deeds) => {
      await execute(db, sql`SELECT pg_advisory_xact_lock(hashtextextended(${`promisegraph audit ${schema}`}, 0))`);
      const { now } = await oneRow<{ now: Date }>(db, sql`SELECT clock_timestamp() AS now`);
      const entries = chain(await head(), toInstant(now), deeds.map(asStored));
      await execute(
        db,
        sql`
          INSERT INTO audit_entry
          SELECT sequence, at, actor_id, actor_kind, actor_name, action, target_kind, target_id, address, transport,
            before::json, after::json, previous_hash, hash
          FROM ${recordset(COLUMNS, entries.map(toRow))} AS row ORDER BY sequence`,
      );
      return entries.at(-1) ?? head();
    },

    page: async (query) => {
      const found = await rows<AuditRow>(
        db,
        sql`SELECT ${SELECTED} FROM audit_entry WHERE ${all(conditions(query))} ORDER BY sequence DESC LIMIT ${query.first + 1}`,
      );
      return toSlice(found.map(toEntry), query.first, ({ sequence }) => [String(sequence)]);
    },

    read: async function* (from = 1) {
      for (let next = from; ;) {
        const found = await rows<AuditRow>(
          db,
          sql`SELECT ${SELECTED} FROM audit_entry WHERE sequence >= ${next} ORDER BY sequence LIMIT ${CHUNK}`,
        );
        const entries = found.map(toEntry);
        yield entries;
        const last = entries.at(-1);
        if (!last || entries.length < CHUNK) return;
        next = last.sequence + 1;
      }
    },
  };
}

/** A deed as it comes back: what is hashed is what is kept. */
function asStored(deed: Deed): Deed {
  const stored: unknown = JSON.parse(canonicalJson({ ...deed, before: null, after: null }));
  return { ...(stored as Deed), before: deed.before ?? null, after: deed.after ?? null };
}

function toRow({ actor, target, before, after, ...entry }: AuditEntry): Readonly<Record<string, unknown>> {
  return {
    ...{ sequence: entry.sequence, at: entry.at, action: entry.action },
    ...{ actor_id: actor.id, actor_kind: actor.kind, actor_name: actor.name },
    ...{ target_kind: target?.kind ?? null, target_id: target?.id ?? null },
    ...{ address: entry.address, transport: entry.transport },
    ...{ before: canonicalJson(before), after: canonicalJson(after) },
    ...{ previous_hash: entry.previousHash, hash: entry.hash },
  };
}

interface AuditRow {
  readonly sequence: bigint;
  readonly at: Date;
  readonly actorId: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly targetKind: string | null;
  readonly targetId: string | null;
  readonly address: string | null;
  readonly transport: string;
  readonly before: string;
  readonly after: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** JSON as text: the driver would read numbers and keys as it likes. */
const SELECTED = sql`
  sequence, at, actor_id AS "actorId", actor_kind AS "actorKind", actor_name AS "actorName", action,
  target_kind AS "targetKind", target_id AS "targetId", address, transport, before::text AS before, after::text AS after,
  previous_hash AS "previousHash", hash`;

function toEntry({ actorId, actorKind, actorName, targetKind, targetId, ...row }: AuditRow): AuditEntry {
  return {
    sequence: Number(row.sequence),
    at: toInstant(row.at),
    actor: { id: actorId, kind: actorKind as AuditEntry['actor']['kind'], name: actorName },
    action: row.action,
    target: targetKind === null || targetId === null ? null : { kind: targetKind, id: targetId },
    address: row.address,
    transport: row.transport as Transport,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    previousHash: row.previousHash,
    hash: row.hash,
  };
}

function conditions({ actorId, action, targetKind, targetId, from, before, after }: AuditQuery) {
  return [
    actorId === undefined ? undefined : sql`actor_id = ${text(actorId)}`,
    action === undefined ? undefined : sql`action = ${text(action)}`,
    targetKind === undefined ? undefined : sql`target_kind = ${text(targetKind)}`,
    targetId === undefined ? undefined : sql`target_id = ${text(targetId)}`,
    from === undefined ? undefined : sql`at >= ${from}::text::timestamptz`,
    before === undefined ? undefined : sql`at < ${before}::text::timestamptz`,
    after === null ? undefined : sql`sequence < ${sequenceOf(after)}`,
  ];
}

function sequenceOf(position: SlicePosition): number {
  const place = placePosition(position);
  if (/^\d{1,15}$/.test(place)) return Number(place);
  throw new AppError('INPUT_INVALID', `expected a position of the audit log, came ${JSON.stringify(place)}`);
}
