import type { Doer } from '../domain/audit.ts';
import { assign, type AssignmentRefusal } from '../domain/exception-assignment.ts';
import { toExceptionChange } from '../domain/exception-life.ts';
import { AppError } from '../errors.ts';
import type { Readers } from '../store/readers.ts';
import type { Deps } from './deps.ts';
import { tellExceptions } from './raise-exceptions.ts';
import { recordDeed } from './record-deed.ts';

/** Who is to work on an exception; null gives it back. */
export interface Assignment {
  readonly id: string;
  readonly to: string | null;
}

/**
 * Gives an exception that was found here to someone. Those that a source told of are the source's to assign. Giving it to who has it
 * already changes nothing. Throws `NOT_FOUND`, also for one that hits nothing that the doer may see.
 */
export async function assignException(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  readers: Readers,
  by: Doer,
  { id, to }: Assignment,
): Promise<{ readonly exceptionId: string } | AssignmentRefusal> {
  if (!(await readers.exceptions.byIds([id])).has(id)) throw new AppError('NOT_FOUND', `no exception ${id}`, { id });
  return store.transaction(async (tx) => {
    await tx.jobs.lockApply(); // whoever finds exceptions writes them whole
    const before = (await tx.raised.byIds([id])).get(id);
    if (!before) return { refused: 'told-by-source', exceptionId: id };
    const after = assign(before, to);
    if ('refused' in after) return after;
    if (after === before) return { exceptionId: id };
    await tx.raised.save([after]);
    const change = toExceptionChange('assigned', before, after);
    await tellExceptions({ store: tx, now }, [change], () => `assigned to ${to ?? 'nobody'}`, new Map());
    await recordDeed(tx, by, {
      action: 'exception.assign',
      target: { kind: 'exception', id },
      before: { assignedTo: before.assignedTo },
      after: { assignedTo: to },
    });
    return { exceptionId: id };
  });
}
