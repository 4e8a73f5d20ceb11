import type { AuditHead } from '../domain/audit.ts';
import { checkAudit, type AuditFault } from '../domain/verify-audit.ts';
import type { Deps } from './deps.ts';

export interface AuditVerdict {
  readonly head: AuditHead;
  /** Entries that were read. */
  readonly count: number;
  /** What is wrong, in the order of the log; empty when nothing is. At most 100. */
  readonly faults: readonly AuditFault[];
}

/** Reads the whole log and checks it. With a head that was kept elsewhere, also that nothing up to it was cut off or written anew. */
export async function verifyAudit(
  { store }: Pick<Deps, 'store'>,
  kept: AuditHead | null,
  signal?: AbortSignal,
): Promise<AuditVerdict> {
  const check = checkAudit(kept);
  for await (const entries of store.audit.read()) {
    signal?.throwIfAborted();
    check.take(entries);
  }
  return check.end();
}
