import type { RecordKind } from '../../domain/record/record.ts';
import type { Cursor, ReadPage, SourceRecord, UnreadableRow } from '../reading.ts';
import type { RowRecord } from './compile-record.ts';
import { KIND_SPECS } from './kind-fields.ts';

/** Gathers the records of a page. Memory is that of a page, and of the keys of master records given lately. */
export interface PageBuilder {
  readonly add: (made: RowRecord, location: string) => void;
  readonly park: (row: UnreadableRow) => void;
  /** The page so far; the next one starts empty. */
  readonly take: (cursor: Cursor, progressRatio?: number) => ReadPage;
}

/** Master records remembered at most, so that each is given once and not on every page that names it. */
const REMEMBERED = 50_000;

interface Grouped {
  readonly header: string;
  readonly lines: Record<string, unknown>[];
  readonly lineKeys: Set<string>;
}

export function createPageBuilder(kind: RecordKind): PageBuilder {
  const { master = false, line: hasLines } = KIND_SPECS[kind];
  const given = new Map<string, string>();
  let groups = new Map<unknown, Grouped>();
  let records: SourceRecord[] = [];
  let unreadable: UnreadableRow[] = [];

  /** Rows of one record become one, unless they disagree or repeat a line: then each is given, and the later one wins. */
  function addLine(fields: RowRecord['fields'], line: Record<string, unknown>, location: string): void {
    const header = JSON.stringify(fields);
    const lineKey = `${String(line.orderId)}/${String(line.lineNumber)}`;
    const open = groups.get(fields.id);
    if (open && open.header === header && !open.lineKeys.has(lineKey)) {
      open.lines.push(line);
      open.lineKeys.add(lineKey);
      return;
    }
    const lines = [line];
    groups.set(fields.id, { header, lines, lineKeys: new Set([lineKey]) });
    records.push({ record: { kind, ...fields, lines }, location });
  }

  function isGiven(fields: RowRecord['fields']): boolean {
    const key = String(fields.id);
    const content = JSON.stringify(fields);
    if (given.get(key) === content) return true;
    if (given.size >= REMEMBERED) given.clear();
    given.set(key, content);
    return false;
  }

  return {
    add: ({ fields, line }, location) => {
      if (line) addLine(fields, { ...line }, location);
      else if (!master || !isGiven(fields))
        records.push({ record: { kind, ...fields, ...(hasLines ? { lines: [] } : {}) }, location });
    },
    park: (row) => unreadable.push(row),
    take: (cursor, progressRatio) => {
      const page = {
        records,
        deletes: [],
        cursor,
        unreadable,
        ...(progressRatio === undefined ? {} : { progressRatio }),
      };
      groups = new Map();
      records = [];
      unreadable = [];
      return page;
    },
  };
}
