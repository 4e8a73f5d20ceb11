import { createHash } from 'node:crypto';
import {
  askedColumns,
  badMapping,
  compileRecord,
  keyColumns,
  RECORD_KINDS,
  type ReadRecord,
  type RecordKind,
} from '../../src/providers/index.ts';
import type { KindMapping, PostgresConfig } from './config.ts';
import { fromClause } from './sql.ts';

/** How one kind is read: which columns, from where, in which order. */
export interface KindPlan {
  readonly kind: RecordKind;
  /** `"erp"."orders" AS q`. */
  readonly from: string;
  /** For people. */
  readonly label: string;
  /** Columns in the order in which rows come; `read` knows them by their places. */
  readonly columns: readonly string[];
  readonly read: ReadRecord;
  /** Columns by which a record is found: that of its id, or of item and site. */
  readonly keys: readonly string[];
  /** Null: the kind has no time by which changes could be read. */
  readonly time: string | null;
  /** Columns that tell rows of one time apart. */
  readonly ties: readonly string[];
  readonly overlapMs: number;
  readonly channel: string | null;
  /** Changes with the mapping: a cursor of another one starts anew. */
  readonly print: string;
}

/** A plan for every kind of a mapping. Throws `CONFIG_INVALID` with the place in the mapping. */
export function planAll(config: PostgresConfig): readonly KindPlan[] {
  return RECORD_KINDS.flatMap((kind) => {
    const mapping = config.records[kind];
    return mapping ? [planKind(kind, mapping, config)] : [];
  });
}

function planKind(kind: RecordKind, mapping: KindMapping, config: PostgresConfig): KindPlan {
  const path = `records.${kind}`;
  if ((mapping.view === undefined) === (mapping.query === undefined))
    throw badMapping(path, 'expected either `view` or `query`');
  const columns: string[] = [];
  const read = compileRecord(kind, mapping, config, askedColumns(columns, path, 'join in a query'));
  const keys = keyColumns(
    kind,
    mapping,
    path,
    'a column as it is, by which the record is found: make its text in a query',
  );
  const { time = null } = mapping.cursor;
  const { zone, currency, uom, empty } = config;
  return {
    kind,
    from: fromClause(mapping),
    label: mapping.view ?? `${kind} query`,
    columns,
    read,
    keys,
    time,
    ties: mapping.cursor.id ?? [...new Set([...keys, ...lineColumns(mapping)])],
    overlapMs: time === null ? 0 : mapping.overlapMs,
    channel: mapping.channel ?? null,
    print: createHash('sha256')
      .update(JSON.stringify([mapping, zone, currency, uom, empty]))
      .digest('base64url')
      .slice(0, 16),
  };
}

/** Columns that tell the lines of a record apart, where rows are lines. */
function lineColumns({ line }: KindMapping): readonly string[] {
  return [line?.orderId?.column, line?.lineNumber?.column].flatMap((column) => (column === undefined ? [] : [column]));
}
