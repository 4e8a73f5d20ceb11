import type { KindDescription } from '../../providers/define-provider.ts';

/** What a source offers for one kind, on one line. */
export function offerLine({
  kind,
  key,
  cursor,
  overlapMs,
  deletes,
  webhook,
  asOf,
  lookup,
  actions,
}: KindDescription): string {
  const parts = [
    `key ${key ?? 'not told'}`,
    cursor === null ? 'read whole' : `read on by ${cursor}${overlapMs > 0 ? ` (overlaps ${overlapMs} ms)` : ''}`,
    `deletions ${deletes}`,
    ...(webhook ? ['webhook'] : []),
    ...(asOf ? ['as of'] : []),
    ...(lookup ? ['lookup'] : []),
    ...(actions.length > 0 ? [`actions ${actions.join(', ')}`] : []),
  ];
  return `${kind}  ${parts.join('; ')}`;
}
