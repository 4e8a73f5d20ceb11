import { assertNever } from '../errors.ts';
import type { RaisedException } from './exception-life.ts';

/** Why an exception is not given to someone here. */
export const ASSIGNMENT_REFUSALS = ['told-by-source', 'resolved'] as const;

export interface AssignmentRefusal {
  readonly refused: (typeof ASSIGNMENT_REFUSALS)[number];
  readonly exceptionId: string;
}

/** Gives a found exception to someone, or back with null. The same object when that someone has it already. */
export function assign(before: RaisedException, to: string | null): RaisedException | AssignmentRefusal {
  if (before.resolvedAt !== null) return { refused: 'resolved', exceptionId: before.id };
  if (before.assignedTo === to) return before;
  const { status } = before;
  return { ...before, assignedTo: to, status: status === 'escalated' ? status : to === null ? 'open' : 'assigned' };
}

/** A refusal for people. */
export function whyNotAssigned({ refused, exceptionId }: AssignmentRefusal): string {
  switch (refused) {
    case 'told-by-source':
      return `exception ${exceptionId} belongs to the source that told of it: assign it there`;
    case 'resolved':
      return `exception ${exceptionId} is resolved: nobody need work on it`;
    default:
      return assertNever(refused);
  }
}
