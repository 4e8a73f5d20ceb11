import { addMs, MS_PER_DAY, toMs, type Instant } from './time.ts';
import { ROLES, type KeyScope, type Role, type RowScope } from './viewer.ts';

/** Days that an old key may go on working beside the one that took its place. */
export const MAX_OVERLAP_DAYS = 30;

/** A key as it is kept. Its secret is nowhere: only a keyed hash of it is. */
export interface ApiKey {
  /** Public: it stands in the key's text, in the audit log and in `viewer.id`. */
  readonly id: string;
  /** HMAC-SHA-256 of the key's whole text, in hexadecimal digits. */
  readonly hash: string;
  /** For people: who has it, and what for. */
  readonly label: string;
  readonly grants: readonly (Role | KeyScope)[];
  readonly rows: RowScope;
  /** Pages that may use it, such as `https://portal.example`; null: programs and pages of every origin. */
  readonly allowedOrigins: readonly string[] | null;
  /** Networks that may use it, such as `203.0.113.0/24`; null: all. */
  readonly allowedAddresses: readonly string[] | null;
  readonly createdAt: Instant;
  /** The id of the viewer who made it. */
  readonly createdBy: string;
  /** Null: never. Rotating a key moves it to the end of the overlap. */
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** To the minute; null before its first use. */
  readonly lastUsedAt: Instant | null;
  /** The key that took its place; null when none did. */
  readonly successorId: string | null;
}

/** What may be told of a key. */
export function withoutHash({ hash: _hash, ...key }: ApiKey): Omit<ApiKey, 'hash'> {
  return key;
}

/** What someone wants of a new key. */
export type KeyWish = Pick<ApiKey, 'label' | 'grants' | 'rows' | 'allowedOrigins' | 'allowedAddresses' | 'expiresAt'>;

/** Why a key cannot be made or rotated: an answer, not an error. */
export const KEY_REFUSALS = [
  'nothing-granted',
  'role-for-partner',
  'already-expired',
  'revoked',
  'already-rotated',
] as const;
export interface KeyRefusal {
  readonly refused: (typeof KEY_REFUSALS)[number];
}

const WHY = {
  'already-expired': 'expected a key that ends later than now, came one that ends sooner or has ended',
  'role-for-partner': 'expected scopes for the key of a partner, such as orders:read, came a role',
  'nothing-granted': 'expected at least one role or scope',
  revoked: 'expected a key that was not revoked: make a new one',
  'already-rotated': 'expected a key that was not rotated yet: rotate its successor',
} as const satisfies Record<KeyRefusal['refused'], string>;

/** A refusal in words. */
export function whyRefused({ refused }: KeyRefusal): string {
  return WHY[refused];
}

/** Whether it opens anything now. */
export function isInForce({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Instant): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt);
}

/** Null when it can be made. */
export function refuseWish({ grants, rows, expiresAt }: KeyWish, now: Instant): KeyRefusal | null {
  if (grants.length === 0) return { refused: 'nothing-granted' };
  if (rows.kind === 'partner' && grants.some(isRole)) return { refused: 'role-for-partner' };
  if (expiresAt !== null && expiresAt <= now) return { refused: 'already-expired' };
  return null;
}

/**
 * A key and what takes its place: the same rights under a new id, for as long as the old one was made for. The old one
 * works until the overlap ends, or its own end if that is sooner.
 */
export function rotate(
  key: ApiKey,
  successor: Pick<ApiKey, 'id' | 'hash' | 'createdBy'>,
  overlapDays: number,
  now: Instant,
): { readonly old: ApiKey; readonly successor: ApiKey } | KeyRefusal {
  if (key.revokedAt !== null) return { refused: 'revoked' };
  if (key.successorId !== null) return { refused: 'already-rotated' };
  if (!isInForce(key, now)) return { refused: 'already-expired' };
  const overlapEnd = addMs(now, overlapDays * MS_PER_DAY);
  const expiresAt = key.expiresAt !== null && key.expiresAt < overlapEnd ? key.expiresAt : overlapEnd;
  return {
    old: { ...key, expiresAt, successorId: successor.id },
    successor: { ...key, ...successor, createdAt: now, expiresAt: renewed(key, now), lastUsedAt: null },
  };
}

function renewed({ createdAt, expiresAt }: ApiKey, now: Instant): Instant | null {
  return expiresAt === null ? null : addMs(now, toMs(expiresAt) - toMs(createdAt));
}

/** What a partner may do is said in scopes alone. */
export function isRole(grant: Role | KeyScope): grant is Role {
  return ROLES.some((role) => role === grant);
}
