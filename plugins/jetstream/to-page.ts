import {
  addMs,
  Instant,
  keyOf,
  RECORDS,
  type ReadPage,
  type RecordKind,
  type SourceRecord,
  type UnreadableRow,
} from '../../src/providers/index.ts';
import { REMEMBERED, type QueueCursor } from './cursor.ts';
import type { Delivery } from './delivery.ts';

/** When each record of a read was last said to have changed, and as when it was given. */
export type GivenTimes = Map<string, { readonly said: Instant; readonly given: Instant }>;

/** Deliveries as one page. An event that was taken in before, by source and id, is passed over: the page only has it acknowledged. */
export function toPage(
  deliveries: readonly Delivery[],
  kind: RecordKind,
  { consumer, delivered, recent }: QueueCursor,
  times: GivenTimes,
): ReadPage & { readonly cursor: QueueCursor } {
  const known = new Set(recent);
  const records: SourceRecord[] = [];
  const unreadable: UnreadableRow[] = [];
  const removed = new Map<string, number>();
  for (const { said, identity, location, shown } of deliveries) {
    if (identity !== null && known.has(identity)) continue;
    if (identity !== null) known.add(identity);
    if ('problem' in said) unreadable.push({ location, reason: said.problem, payload: shown() });
    else if ('removed' in said) removed.set(said.removed, records.length);
    else if ('record' in said) records.push({ record: inTurn(kind, said.record, times), location });
  }
  return {
    // The host takes what is gone after what is there: a record that came back after it was removed is there.
    records,
    deletes: [...removed]
      .filter(([key, at]) => !records.slice(at).some(({ record }) => keyIn(kind, record) === key))
      .map(([key]) => key),
    cursor: { consumer, delivered: deliveries.at(-1)?.number ?? delivered, recent: [...known].slice(-REMEMBERED) },
    unreadable,
  };
}

/** Two changes of one record within a millisecond: the later one is given the next millisecond, or it would look like a repetition. */
function inTurn(kind: RecordKind, record: Readonly<Record<string, unknown>>, times: GivenTimes): unknown {
  const key = keyIn(kind, record);
  const said = Instant.safeParse(record.changedAt).data;
  if (key === null || said === undefined) return record;
  const last = times.get(key);
  const given = last && said >= last.said && said <= last.given ? addMs(last.given, 1) : said;
  times.set(key, { said, given });
  return { ...record, changedAt: given };
}

function keyIn(kind: RecordKind, record: unknown): string | null {
  const parsed = RECORDS[kind].safeParse(record);
  return parsed.success ? keyOf(parsed.data) : null;
}
