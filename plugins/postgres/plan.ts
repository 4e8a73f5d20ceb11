import { createHash } from 'node:crypto';
import {
  badMapping,
  compileRecord,
  RECORD_KINDS,
  type Columns,
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
  const read = compileRecord(kind, mapping, config, columnsInto(columns, path));
  const keys = keyColumns(kind, mapping, path);
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

/** Gives each column that is asked for a place, and reads it from there. */
function columnsInto(columns: string[], path: string): Columns {
  return {
    cell: (column, file) => {
      if (file !== undefined) throw badMapping(path, '`file` has no meaning here: join in a query');
      if (!columns.includes(column)) columns.push(column);
      const at = columns.indexOf(column);
      return (row) => row[0]?.[at] ?? '';
    },
  };
}

/** The database must find a record by its key: what the key is made of has to be a column. */
function keyColumns(kind: RecordKind, { fields }: KindMapping, path: string): readonly string[] {
  const parts = kind === 'inventory' ? ['itemId', 'siteId'] : ['id'];
  return parts.map((part) => {
    const field = fields[part];
    if (field?.column === undefined || field.lookup || field.otherwise !== undefined)
      throw badMapping(
        `${path}.fields.${part}`,
        'expected a column as it is, by which the record is found: make its text in a query',
      );
    return field.column;
  });
}

/** Columns that tell the lines of a record apart, where rows are lines. */
function lineColumns({ line }: KindMapping): readonly string[] {
  return [line?.orderId?.column, line?.lineNumber?.column].flatMap((column) => (column === undefined ? [] : [column]));
}
