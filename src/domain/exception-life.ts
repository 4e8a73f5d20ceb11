import type { ExceptionCause } from './exception-cause.ts';
import type { OrderException } from './exception.ts';
import type { ExceptionChange } from './feed.ts';
import { SEVERITIES } from './record/incident-records.ts';
import type { Instant } from './time.ts';

/** An exception that no source told of. */
export interface RaisedException extends Pick<
  OrderException,
  'id' | 'type' | 'severity' | 'orderId' | 'supplyId' | 'openedAt' | 'resolvedAt' | 'assignedTo' | 'status'
> {
  readonly cause: string;
}

/** What filters and readers need of an exception, whoever told of it. */
type Standing = Pick<OrderException, 'id' | 'type' | 'severity' | 'orderId' | 'resolvedAt'>;

/**
 * What becomes of a found exception when it now hits so many lines, for this cause. Opens with the first line, with nobody, and closes with the
 * last; severity only rises while it is open. The same object when nothing changes.
 */
export function settle(
  before: RaisedException | null,
  cause: ExceptionCause | null,
  lineCount: number,
  now: Instant,
): RaisedException | null {
  const isOpen = before !== null && before.resolvedAt === null;
  if (lineCount === 0) return isOpen ? { ...before, resolvedAt: now, status: 'resolved' } : before;
  if (!cause) return before;
  const { exceptionId: id, type, severity, orderId, supplyId, cause: text } = cause;
  if (!isOpen) {
    const status = before ? 'reopened' : 'open';
    return {
      ...{ id, type, severity, orderId, supplyId, cause: text },
      ...{ openedAt: now, resolvedAt: null, assignedTo: null, status },
    };
  }
  if (rankOf(severity) > rankOf(before.severity)) return { ...before, severity, cause: text, status: 'escalated' };
  return before;
}

/** What happened to an exception between two looks; null when nothing that anyone is told of. */
export function changeBetween(
  before: Standing | null,
  after: Standing & Pick<OrderException, 'assignedTo'>,
  assignedBefore: string | null,
): ExceptionChange['change'] | null {
  const [wasOpen, isOpen] = [before !== null && before.resolvedAt === null, after.resolvedAt === null];
  if (!before) return 'opened';
  if (wasOpen !== isOpen) return isOpen ? 'reopened' : 'resolved';
  if (rankOf(after.severity) !== rankOf(before.severity)) return 'escalated';
  return assignedBefore === after.assignedTo ? null : 'assigned';
}

/** A change as the feed tells it. */
export function toExceptionChange(
  change: ExceptionChange['change'],
  before: Standing | null,
  after: Standing,
): ExceptionChange {
  return {
    change,
    exceptionId: after.id,
    type: after.type,
    severity: after.severity,
    orderId: after.orderId,
    open: after.resolvedAt === null,
    previousSeverity: before?.severity ?? null,
    wasOpen: before !== null && before.resolvedAt === null,
  };
}

function rankOf(severity: OrderException['severity']): number {
  return SEVERITIES.indexOf(severity);
}
