import { EMPTY_HEAD, hashOf, type AuditEntry, type AuditHead } from './audit.ts';

/** What is wrong with a log, and where. */
export interface AuditFault {
  readonly sequence: number;
  readonly problem: 'changed' | 'missing' | 'out-of-place' | 'unlinked' | 'cut-off' | 'rewritten';
  /** What was expected and what came. */
  readonly message: string;
}

/** Goes through a log from its first entry on. */
export interface AuditCheck {
  /** Takes the next entries, in the order in which they are kept. */
  readonly take: (entries: readonly AuditEntry[]) => void;
  /** What was found, in order of the log: with a head that was kept, also whether the log still holds it. */
  readonly end: () => { readonly head: AuditHead; readonly count: number; readonly faults: readonly AuditFault[] };
}

/** Faults that are told: behind the first they seldom say more. */
const TOLD = 100;

/** Checks every entry by itself and against the one before it. `kept` is a head that was written down earlier. */
export function checkAudit(kept: AuditHead | null = null): AuditCheck {
  const faults: AuditFault[] = [];
  let last = EMPTY_HEAD;
  let count = 0;
  let keptHash = kept?.sequence === 0 ? EMPTY_HEAD.hash : null;

  function found(sequence: number, problem: AuditFault['problem'], message: string): void {
    if (faults.length < TOLD) faults.push({ sequence, problem, message });
  }

  function look(entry: AuditEntry): void {
    const { sequence } = entry;
    const expected = last.sequence + 1;
    if (hashOf(entry) !== entry.hash)
      found(sequence, 'changed', `entry ${sequence} is not what its hash says: it was changed after it was written`);
    if (sequence > expected)
      found(expected, 'missing', `expected entry ${expected}, came ${sequence}: what stood between was removed`);
    else if (sequence < expected)
      found(sequence, 'out-of-place', `expected entry ${expected}, came ${sequence}: it was inserted or moved`);
    else if (entry.previousHash !== last.hash)
      found(sequence, 'unlinked', `entry ${sequence} does not follow the one before: one of them was replaced`);
    if (sequence === kept?.sequence) keptHash = entry.hash;
    last = { sequence, hash: entry.hash };
    count += 1;
  }

  return {
    take: (entries) => entries.forEach(look),
    end: () => {
      if (kept && keptHash === null)
        found(kept.sequence, 'cut-off', `expected entry ${kept.sequence}, which was the head once: it is gone`);
      else if (kept && keptHash !== kept.hash)
        found(kept.sequence, 'rewritten', `entry ${kept.sequence} has another hash than the head that was kept`);
      return { head: last, count, faults };
    },
  };
}
