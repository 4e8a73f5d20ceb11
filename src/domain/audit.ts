import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { PageQuery } from './list.ts';
import type { Instant } from './time.ts';
import type { Viewer } from './viewer.ts';

/** Ways in which someone reaches the platform. */
export const TRANSPORTS = ['http', 'websocket', 'sse', 'cli', 'process'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Who does something, and from where. */
export interface Doer {
  readonly viewer: Pick<Viewer, 'id' | 'kind' | 'name'>;
  /** The network address; null for the platform itself. */
  readonly address: string | null;
  readonly transport: Transport;
}

/** What someone did, before it has a place in the log. */
export interface Deed {
  readonly actor: { readonly id: string; readonly kind: Viewer['kind']; readonly name: string };
  /** Noun and verb, such as `key.rotate`. */
  readonly action: string;
  /** What it was done to; null when it is nothing that has an id. */
  readonly target: { readonly kind: string; readonly id: string } | null;
  readonly address: string | null;
  readonly transport: Transport;
  /** How the target stood before, as JSON without secrets; null when it was not there. */
  readonly before: unknown;
  /** How it stands since; null when it is gone. */
  readonly after: unknown;
}

/** A deed in its place: the hash covers everything else, and so all entries before it. */
export interface AuditEntry extends Deed {
  /** 1, 2, 3, … without a gap. */
  readonly sequence: number;
  readonly at: Instant;
  /** The hash of the entry before; `NO_HASH` in the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** How far the log reaches. Kept elsewhere, it shows that nothing was cut off since. */
export interface AuditHead {
  /** 0 while nothing is logged. */
  readonly sequence: number;
  readonly hash: string;
}

/** What stands in the place of a hash before the first entry. */
export const NO_HASH = '0'.repeat(64);

export const EMPTY_HEAD: AuditHead = { sequence: 0, hash: NO_HASH };

/** SHA-256, in lower-case hexadecimal, over the UTF-8 bytes of `hashedText`. */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update(hashedText(entry)).digest('hex');
}

/** What is hashed of an entry: canonical JSON of all its members but the hash. `docs/audit.md` describes it to the byte. */
export function hashedText({
  sequence,
  at,
  previousHash,
  actor: { id, kind, name },
  action,
  target,
  address,
  transport,
  before,
  after,
}: Omit<AuditEntry, 'hash'>): string {
  return canonicalJson({
    ...{ sequence, at, previousHash, action, address, transport, before, after },
    actor: { id, kind, name },
    target: target && { kind: target.kind, id: target.id },
  });
}

/** Puts deeds behind the head of the log. */
export function chain(head: AuditHead, at: Instant, deeds: readonly Deed[]): readonly AuditEntry[] {
  let last = head;
  return deeds.map((deed) => {
    const linked = { ...deed, sequence: last.sequence + 1, at, previousHash: last.hash };
    const entry: AuditEntry = { ...linked, hash: hashOf(linked) };
    last = entry;
    return entry;
  });
}

/** The head as people keep it: `17:9f86d0…`. */
export function headText({ sequence, hash }: AuditHead): string {
  return `${sequence}:${hash}`;
}

/** Reads a head that was kept; null for a text that is none. */
export function parseHead(text: string): AuditHead | null {
  const [, sequence, hash] = /^(0|[1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), hash };
}

/** Which entries to list. Every given field must match. */
export interface AuditFilter {
  readonly actorId?: string;
  readonly action?: string;
  readonly targetKind?: string;
  readonly targetId?: string;
  readonly from?: Instant;
  readonly before?: Instant;
}

/** Newest first. */
export interface AuditQuery extends PageQuery, AuditFilter {}
