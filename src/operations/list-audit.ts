import type { AuditEntry, AuditQuery } from '../domain/audit.ts';
import type { Slice } from '../domain/list.ts';
import type { Deps } from './deps.ts';

/** A page of the entries that match, newest first. One statement. */
export function listAudit({ store }: Pick<Deps, 'store'>, query: AuditQuery): Promise<Slice<AuditEntry>> {
  return store.audit.page(query);
}
