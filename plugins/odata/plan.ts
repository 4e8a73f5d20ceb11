import { createHash } from 'node:crypto';
import {
  askedColumns,
  compileRecord,
  keyColumns,
  RECORD_KINDS,
  type KindTraits,
  type ReadRecord,
  type RecordKind,
} from '../../src/providers/index.ts';
import type { KindMapping, OdataConfig } from './config.ts';
import { compileHolds, type ReadHolds } from './holds.ts';

/** How one kind is read, by the mapping alone: what the service says of its names comes later. */
export interface KindPlan {
  readonly kind: RecordKind;
  readonly entitySet: string;
  readonly filter: string | null;
  /** Paths of the properties that are read; `read` knows them by their places. */
  readonly columns: readonly string[];
  readonly read: ReadRecord;
  /** Null where the mapping says of no holds. */
  readonly readHolds: ReadHolds | null;
  /** Paths of the properties by which a record is found: that of its id, or of item and site. */
  readonly keys: readonly string[];
  /** The navigation property whose rows are the lines; null: a row is a line, or the kind has none. */
  readonly lines: string | null;
  /** Null: the kind has no time by which changes could be read. */
  readonly time: string | null;
  /** Properties that tell rows of one time apart; null: the entity's key. */
  readonly ties: readonly string[] | null;
  readonly overlapMs: number;
  readonly paging: 'keys' | 'links';
  readonly sweep: 'keys' | 'records';
  /** Changes with the mapping: a cursor of another one starts anew. */
  readonly print: string;
}

/** A plan for every kind of a mapping. Throws `CONFIG_INVALID` with the place in the mapping. */
export function planAll(config: OdataConfig): readonly KindPlan[] {
  return RECORD_KINDS.flatMap((kind) => {
    const mapping = config.records[kind];
    return mapping ? [planKind(kind, mapping, config)] : [];
  });
}

/** What holds for a kind before the service was asked. Without a time, and beneath lines, only content tells what changed. */
export function traitsOf({ keys, time, overlapMs, sweep }: KindPlan): KindTraits {
  return { key: keys.join(', '), cursor: time, sweep, ...(time === null ? {} : { overlapMs }) };
}

function planKind(kind: RecordKind, mapping: KindMapping, config: OdataConfig): KindPlan {
  const path = `records.${kind}`;
  const columns: string[] = [];
  const into = askedColumns(columns, path, 'write a path such as customer/name');
  const { zone, currency, uom, empty, url } = config;
  const { entitySet, filter = null, lines = null, paging, overlapMs, cursor } = mapping;
  const { time = null, id = null } = cursor;
  return {
    kind,
    entitySet,
    filter,
    columns,
    read: compileRecord(kind, mapping, config, into),
    readHolds: mapping.holds ? compileHolds(mapping.holds, config, into) : null,
    keys: keyColumns(kind, mapping, path, 'a property as it is, by which the record is found'),
    lines,
    time,
    ties: id,
    overlapMs: time === null ? 0 : overlapMs,
    paging,
    sweep: mapping.sweep ?? (time === null || lines !== null ? 'records' : 'keys'),
    print: createHash('sha256')
      .update(JSON.stringify([url, mapping, zone, currency, uom, empty]))
      .digest('base64url')
      .slice(0, 16),
  };
}
