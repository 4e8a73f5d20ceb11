import type { HoldRecord } from '../../domain/record/order-record.ts';
import type { Instant } from '../../domain/time.ts';
import { contentHash } from '../content-hash.ts';
import type { Row, Work } from './work.ts';

interface HoldsOfRow {
  readonly orderId: string;
  /** All holds that the source now shows for this row: one that is missing was released. */
  readonly holds: readonly HoldRecord[];
  readonly changedAt: Instant | null;
}

/** Holds that appeared, changed or went. */
export function deriveHolds(work: Work, row: Row, { orderId, holds, changedAt }: HoldsOfRow): void {
  const standing = new Set(holds.map(({ id }) => PREFIX + id));
  for (const hold of holds) placeHold(work, row, orderId, hold);
  for (const part of Object.keys(row.hashes)) {
    if (!part.startsWith(PREFIX) || standing.has(part) || row.hashes[part] === RELEASED) continue;
    const at = work.timeOf({ own: changedAt, replaces: [row] });
    if (at === null) continue;
    row.hashes[part] = RELEASED;
    const holdId = part.slice(PREFIX.length);
    work.emit(at, { ...about(orderId, row), print: holdId, type: 'hold.released', data: { orderId, holdId, at } });
  }
}

const PREFIX = 'hold/';
/** Kept in place of the hash, so that a hold which comes back is placed after its release. */
const RELEASED = 'released';

function placeHold(work: Work, row: Row, orderId: string, { id, placedAt, ...hold }: HoldRecord): void {
  const print = contentHash({ id, placedAt, ...hold });
  const before = row.hashes[PREFIX + id];
  if (before === print) return;
  const time = work.timeOf({ own: placedAt, replaces: before === undefined ? [] : [row] });
  if (time === null) return;
  row.hashes[PREFIX + id] = print;
  work.emit(time, {
    ...about(orderId, row),
    print,
    type: 'hold.placed',
    data: { ...hold, orderId, holdId: id, at: placedAt },
  });
}

function about(orderId: string, row: Row) {
  return { subject: `order/${orderId}`, rows: [row] };
}
