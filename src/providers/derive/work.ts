import type { EventData, EventType } from '../../domain/event/event-data.ts';
import type { DomainEvent, EventOf } from '../../domain/event/event.ts';
import type { CanonicalRecord } from '../../domain/record/record.ts';
import { addMs, UNDATED, type Instant } from '../../domain/time.ts';
import { textHash } from '../content-hash.ts';
import type { UnreadableRow } from '../define-provider.ts';
import type { Seen } from '../seen.ts';

/** A record with where it stands in its source; null when the source does not say. */
export interface Given<R extends CanonicalRecord = CanonicalRecord> {
  readonly record: R;
  readonly location: string | null;
}

/** A row while a page is compared with it. Changed in place: it belongs to one call of `deriveEvents`. */
export interface Row {
  readonly key: string;
  readonly isNew: boolean;
  hashes: Record<string, string>;
  lastTime: Instant;
  readId: string;
}

/** When a change happened: at an instant of the source's own, or, when it names none, from now on. */
export interface When {
  readonly own: Instant | null;
  /** Rows whose earlier word it replaces: it is then later than all that was said of them. */
  readonly replaces: readonly Row[];
}

/** An event to be. `print` tells its content from any other's. */
export interface NewEvent<T extends EventType> {
  readonly type: T;
  readonly subject: string;
  readonly print: string;
  readonly rows: readonly Row[];
  readonly data: EventData<T>;
}

/** One call of `deriveEvents` in progress. */
export interface Work {
  readonly readId: string;
  /** Of a linked source, where its records of things stand among the others'; null for a source that names things itself. */
  readonly rank: number | null;
  /** The row as it stands now in this page. */
  readonly row: (key: string) => Row;
  /** The time of a change; null, and counted, when it is to be withheld. */
  readonly timeOf: (when: When) => Instant | null;
  readonly emit: <T extends EventType>(time: Instant, event: NewEvent<T>) => void;
  /** Says that this read has seen the row. Not for a row of which everything was withheld. */
  readonly touch: (row: Row, given: Given) => void;
  /**
   * Whether a row may be stated here: not when this read stated it before, unless it says the same, or the source says that it
   * changed since. A row that is listed once may not even be repeated unless the source says when it changed.
   */
  readonly admits: (
    row: Row,
    given: Given<CanonicalRecord>,
    options: { readonly same: boolean; readonly listedOnce: boolean },
  ) => boolean;
  readonly reject: (row: Row, given: Given, what: string) => void;
  readonly result: () => {
    readonly events: readonly DomainEvent[];
    readonly seen: ReadonlyMap<string, Seen>;
    readonly rejected: readonly UnreadableRow[];
    readonly withheld: number;
  };
}

interface WorkInput {
  readonly providerId: string;
  readonly seen: ReadonlyMap<string, Seen>;
  readonly readId: string;
  readonly now: Instant;
  readonly until: Instant | null;
  readonly rank?: number | null;
}

export function createWork({ providerId, seen, readId, now, until, rank = null }: WorkInput): Work {
  const rows = new Map<string, Row>();
  const touched = new Map<string, Row>();
  const firstAt = new Map<string, string>();
  const events: DomainEvent[] = [];
  const rejected: UnreadableRow[] = [];
  let withheld = 0;
  // What a host sees now was true at the latest at the date of an as-of book.
  const from = until !== null && now > until ? until : now;

  function row(key: string): Row {
    const known = rows.get(key);
    if (known) return known;
    const last = seen.get(key);
    const opened: Row = last
      ? { key, isNew: false, hashes: { ...last.hashes }, lastTime: last.lastTime, readId: last.readId }
      : { key, isNew: true, hashes: {}, lastTime: UNDATED, readId: '' };
    rows.set(key, opened);
    return opened;
  }

  function timeOf({ own, replaces }: When): Instant | null {
    if (own !== null && until !== null && own > until) {
      withheld += 1;
      return null;
    }
    return replaces.reduce((time, { lastTime }) => (time > lastTime ? time : addMs(lastTime, 1)), own ?? from);
  }

  function emit<T extends EventType>(time: Instant, { type, subject, print, rows: about, data }: NewEvent<T>): void {
    for (const known of about) {
      if (time > known.lastTime) known.lastTime = time;
      touched.set(known.key, known);
    }
    const event: Omit<EventOf<T>, 'type' | 'data'> & { type: T; data: EventData<T> } = {
      id: textHash(`${type}\n${subject}\n${time}\n${print}`),
      source: providerId,
      type,
      subject,
      time,
      sequence: SEQUENCE[type] ?? '1',
      correlationId: null,
      causationId: null,
      data,
    };
    events.push(event as unknown as DomainEvent);
  }

  function touch(known: Row, { record, location }: Given): void {
    if (known.readId !== readId) firstAt.set(known.key, location ?? '');
    known.readId = readId;
    if (record.changedAt !== null && record.changedAt > known.lastTime && (until === null || record.changedAt <= until))
      known.lastTime = record.changedAt;
    touched.set(known.key, known);
  }

  function admits(
    known: Row,
    { record: { changedAt } }: Given,
    { same, listedOnce }: { same: boolean; listedOnce: boolean },
  ): boolean {
    if (known.readId !== readId) return true;
    if (changedAt !== null && changedAt > known.lastTime) return true;
    return same && !(listedOnce && changedAt === null);
  }

  function reject({ key }: Row, { record, location }: Given, what: string): void {
    const first = firstAt.get(key);
    const where = first ? `at ${first}` : first === undefined ? 'on an earlier page' : 'earlier on the same page';
    rejected.push({
      location: location ?? key,
      reason: `duplicate key ${key}: expected ${what} once in a read, came again (first in this read ${where})`,
      payload: record,
    });
  }

  return {
    readId,
    rank,
    row,
    timeOf,
    emit,
    touch,
    admits,
    reject,
    result: () => ({ events, seen: news(touched, seen), rejected, withheld }),
  };
}

/** Rows that are not as they were loaded: pieces of one order, page after page, often leave its header's row as it was. */
function news(touched: ReadonlyMap<string, Row>, seen: ReadonlyMap<string, Seen>): ReadonlyMap<string, Seen> {
  return new Map([...touched].filter(([key, row]) => !isSame(row, seen.get(key))));
}

function isSame({ hashes, lastTime, readId }: Row, before: Seen | undefined): boolean {
  if (!before || lastTime !== before.lastTime || readId !== before.readId) return false;
  const parts = Object.keys(hashes);
  return (
    parts.length === Object.keys(before.hashes).length && parts.every((part) => hashes[part] === before.hashes[part])
  );
}

/** Events of one source that share a time stand in this order: what begins before what changes before what ends. */
const SEQUENCE: { readonly [T in EventType]?: string } = {
  'order.placed': '0',
  'supply.scheduled': '0',
  'condition.raised': '0',
  'exception.opened': '0',
  'invoice.issued': '0',
  'return.authorized': '0',
  'order.cancelled': '2',
  'hold.released': '2',
  'supply.received': '2',
  'condition.cleared': '2',
  'exception.resolved': '2',
};
