import type { HoldRecord } from '../../domain/record/order-record.ts';
import type { Instant } from '../../domain/time.ts';
import { contentHash } from '../content-hash.ts';
import type { Row, Work } from './work.ts';

interface HoldsOfOrder {
  readonly orderId: string;
  readonly holds: readonly HoldRecord[];
  /** Lines that the record lists. A hold of any other line may be missing only because its line is. */
  readonly listed: ReadonlySet<string>;
  readonly changedAt: Instant | null;
}

/** Holds that appeared, changed or went. */
export function deriveHolds(work: Work, row: Row, { orderId, holds, listed, changedAt }: HoldsOfOrder): void {
  const standing = new Set(holds.map(({ id }) => PREFIX + id));
  for (const hold of holds) placeHold(work, row, orderId, hold);
  for (const [part, held] of Object.entries(row.hashes)) {
    if (!part.startsWith(PREFIX) || standing.has(part) || held === RELEASED || !isTold(held, listed)) continue;
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
  const print = `${contentHash({ id, placedAt, ...hold })} ${hold.lineNumber ?? ''}`;
  const before = row.hashes[PREFIX + id];
  if (before === print) return;
  const time = work.timeOf({ own: placedAt, replaces: before === undefined ? [] : [row] });
  if (time === null) return;
  row.hashes[PREFIX + id] = print;
  const data = { ...hold, orderId, holdId: id, at: placedAt };
  work.emit(time, { ...about(orderId, row), print, type: 'hold.placed', data });
}

/** Whether a record that lists these lines would tell of this hold. */
function isTold(held: string, listed: ReadonlySet<string>): boolean {
  const lineNumber = held.slice(held.indexOf(' ') + 1);
  return lineNumber === '' || listed.has(lineNumber);
}

function about(orderId: string, row: Row) {
  return { subject: `order/${orderId}`, rows: [row] };
}
