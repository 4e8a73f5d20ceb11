import type { RecordKind, RecordOf } from '../../domain/record/record.ts';
import { keyOf } from '../../domain/record/record.ts';
import { UNDATED, type Instant } from '../../domain/time.ts';
import { contentHash } from '../content-hash.ts';
import type { Given, Row, Work } from './work.ts';

export type MasterKind = 'site' | 'item' | 'customer' | 'carrierService' | 'inventory';
type MasterRecord = RecordOf<MasterKind>;

/** A record without stages: it is as it is until it changes. */
export function deriveMaster(work: Work, given: Given<MasterRecord>): void {
  const { record } = given;
  const key = keyOf(record);
  const row = work.row(key);
  const { changedAt, ...content } = record;
  const print = contentHash(content);
  const same = row.hashes.record === print;
  if (!work.admits(row, given, { same, listedOnce: false })) return work.reject(row, given, `one ${record.kind}`);
  if (same) return work.touch(row, given);

  const isUndated = row.isNew && record.kind !== 'inventory'; // stock moves daily: it counts from when it was seen
  const time = work.timeOf({ own: changedAt ?? (isUndated ? UNDATED : null), replaces: row.isNew ? [] : [row] });
  if (time === null) return;
  row.hashes.record = print;
  emitChanged(work, row, { time, print, kind: record.kind, record });
  work.touch(row, given);
}

/** The source no longer has it. What was never seen needs no forgetting. */
export function forgetMaster(work: Work, kind: MasterKind, key: string): void {
  const row = work.row(key);
  if (row.isNew || row.hashes.record === GONE) return;
  const time = work.timeOf({ own: null, replaces: [row] });
  if (time === null) return;
  row.hashes.record = GONE;
  row.readId = '';
  emitChanged(work, row, { time, print: GONE, kind, record: null });
}

/** In the place of a record's hash: it was there and is no more. */
export const GONE = 'gone';

interface Change {
  readonly time: Instant;
  readonly print: string;
  readonly kind: MasterKind & RecordKind;
  readonly record: MasterRecord | null;
}

function emitChanged(work: Work, row: Row, { time, print, kind, record }: Change): void {
  const { key } = row;
  const common = { subject: `${kind}/${key}`, print, rows: [row] };
  const rank = work.rank === null ? {} : { rank: work.rank };
  if (kind === 'site')
    return work.emit(time, { ...common, type: 'site.changed', data: { key, record: only('site', record), ...rank } });
  if (kind === 'item')
    return work.emit(time, { ...common, type: 'item.changed', data: { key, record: only('item', record), ...rank } });
  if (kind === 'customer')
    return work.emit(time, {
      ...common,
      type: 'customer.changed',
      data: { key, record: only('customer', record), ...rank },
    });
  if (kind === 'inventory')
    return work.emit(time, { ...common, type: 'inventory.adjusted', data: { key, record: only('inventory', record) } });
  return work.emit(time, {
    ...common,
    type: 'carrierService.changed',
    data: { key, record: only('carrierService', record), ...rank },
  });
}

function only<K extends MasterKind>(kind: K, record: MasterRecord | null): RecordOf<K> | null {
  return isOf(kind, record) ? record : null;
}

function isOf<K extends MasterKind>(
  kind: K,
  record: MasterRecord | null,
): record is Extract<MasterRecord, { kind: K }> & RecordOf<K> {
  return record?.kind === kind;
}
