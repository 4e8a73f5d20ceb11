import type { AuditEntry, AuditQuery } from '../domain/audit.ts';
import type { Slice } from '../domain/list.ts';
import type { OfficeDeps } from './deps.ts';

/** A page of the entries that match, newest first. One statement. */
export function listAudit({ store }: Pick<OfficeDeps, 'store'>, query: AuditQuery): Promise<Slice<AuditEntry>> {
  return store.audit.page(query);
}
