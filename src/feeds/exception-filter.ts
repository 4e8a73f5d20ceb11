import type { ExceptionChange } from '../domain/feed.ts';
import type { ExceptionFilter } from '../domain/list.ts';

/** Whether someone who watches these exceptions must hear of a change: it is now one of them, or it was. */
export function concernsException(filter: ExceptionFilter, change: ExceptionChange): boolean {
  const { type, severity, open, orderId } = filter;
  if (type !== undefined && change.type !== type) return false;
  if (orderId !== undefined && change.orderId !== orderId) return false;
  const before = { severity: change.previousSeverity ?? change.severity, open: change.wasOpen };
  return [change, before].some(
    (state) => (severity === undefined || state.severity === severity) && (open === undefined || state.open === open),
  );
}
