import type { Instant } from './time.ts';

/** What a person or an internal tool does here. Given by an identity provider's claims, or to a key. */
export const ROLES = ['viewer', 'planner', 'customer-service', 'finance', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a partner's key may be used for. */
export const KEY_SCOPES = [
  'orders:read',
  'risk:read',
  'shipments:read',
  'inventory:read',
  'queue:read',
  'exceptions:read',
  'simulate',
] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/**
 * Which rows someone may see: all, or those of a partner. A partner sees the orders of its customers, at its sites and through its
 * channels, and what belongs to them; null sites or channels leave that open. No customers: no rows.
 */
export type RowScope =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'partner';
      readonly partner: string;
      readonly customerIds: readonly string[];
      readonly siteIds: readonly string[] | null;
      readonly channels: readonly string[] | null;
    };

/** Who asks, and what follows from it. Made once per request or socket by `authenticate`; nobody else makes one. */
export interface Viewer {
  readonly kind: 'key' | 'user' | 'anonymous' | 'system';
  /** Stable and unique, for the audit log and for budgets: `key:<id>`, `user:<issuer>|<subject>`, `anonymous`, `system`. */
  readonly id: string;
  /** What a person reads: a key's label, a user's name. */
  readonly name: string;
  readonly grants: readonly (Role | KeyScope)[];
  readonly rows: RowScope;
  /** When the token or key ends, and every subscription with it; null when it does not. */
  readonly expiresAt: Instant | null;
}

/** The platform itself: its jobs and its command line. */
export const SYSTEM: Viewer = {
  kind: 'system',
  id: 'system',
  name: 'promisegraph',
  grants: ['admin'],
  rows: { kind: 'all' },
  expiresAt: null,
};
