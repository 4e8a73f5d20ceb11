import type { RowScope } from './viewer.ts';

/** Whose something is and where it is, as far as row scopes ask. Null: not known, and then nobody's but who sees all. */
export interface Owner {
  readonly customerId: string | null;
  readonly siteId: string | null;
  readonly channel: string | null;
}

/** Whether a scope covers what is of this owner. The same rule as the predicates of the store. */
export function isWithin(rows: RowScope, { customerId, siteId, channel }: Owner): boolean {
  if (rows.kind === 'all') return true;
  return covers(rows.customerIds, customerId) && covers(rows.siteIds, siteId) && covers(rows.channels, channel);
}

/** Whether a scope covers stock and work at a site. */
export function isSiteWithin(rows: RowScope, siteId: string): boolean {
  return rows.kind === 'all' || covers(rows.siteIds, siteId);
}

/** Equal for scopes that cover the same rows. */
export function rowScopeKey(rows: RowScope): string {
  if (rows.kind === 'all') return 'all';
  return JSON.stringify([sorted(rows.customerIds), sorted(rows.siteIds), sorted(rows.channels)]);
}

function covers(allowed: readonly string[] | null, value: string | null): boolean {
  return allowed === null || (value !== null && allowed.includes(value));
}

function sorted(values: readonly string[] | null): readonly string[] | null {
  return values && [...new Set(values)].sort();
}
