import { at, wordAt, type ExampleTable, type Rows } from './example-table.ts';

/** How many lines of a segment were delivered by the dates that were told for them. */
export interface Coverage {
  /** `carrier service Air`; `all lines` for all together. */
  readonly segment: string;
  readonly rows: number;
  /** Share delivered by the P50 date; at least half is meant. */
  readonly p50: number;
  /** Share delivered by the P90 date; at least nine in ten is meant. */
  readonly p90: number;
}

/** A category by whose words coverage is told. */
export interface SegmentColumn {
  readonly title: string;
  readonly column: number;
}

/** Days since the order, one entry a row; NaN where there is no date. */
export interface Dates {
  readonly p50: ArrayLike<number>;
  readonly p90: ArrayLike<number>;
}

/** Segments with fewer lines say nothing of a share of nine in ten. */
const LEAST_ROWS = 50;
const MOST_SEGMENTS = 8;

/** Coverage of all rows, then of the largest segments of each column. Rows without a date are left out. */
export function coverageOf(
  table: ExampleTable,
  rows: Rows,
  dates: Dates,
  segments: readonly SegmentColumn[],
): readonly Coverage[] {
  const dated = Array.from(rows.keys()).filter((i) => !Number.isNaN(dates.p90[i] ?? Number.NaN));
  const covered = (segment: string, members: readonly number[]): Coverage => ({
    segment,
    rows: members.length,
    p50: share(members, (i) => leadDays(table, at(rows, i)) <= (dates.p50[i] ?? 0)),
    p90: share(members, (i) => leadDays(table, at(rows, i)) <= (dates.p90[i] ?? 0)),
  });
  const bySegment = segments.flatMap(({ title, column }) =>
    [...membersByWord(table, rows, dated, column)]
      .filter(([, members]) => members.length >= LEAST_ROWS)
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, MOST_SEGMENTS)
      .map(([word, members]) => covered(`${title} ${word}`, members)),
  );
  return dated.length === 0 ? [] : [covered('all lines', dated), ...bySegment];
}

function membersByWord(table: ExampleTable, rows: Rows, dated: readonly number[], column: number) {
  const members = new Map<string, number[]>();
  for (const i of dated) {
    const word = wordAt(table, at(rows, i), column);
    if (word === null) continue;
    const some = members.get(word) ?? [];
    members.set(word, some);
    some.push(i);
  }
  return members;
}

/** Days from order to delivery; endless while it is not delivered. */
function leadDays(table: ExampleTable, row: number): number {
  const delivered = at(table.delivered, row);
  return Number.isNaN(delivered) ? Number.POSITIVE_INFINITY : delivered - at(table.placed, row);
}

function share(members: readonly number[], test: (member: number) => boolean): number {
  return members.filter(test).length / Math.max(1, members.length);
}
