/** The row that a record is made of, first, and then the rows joined to it; null where a join found none. */
export type Row = readonly (readonly string[] | null)[];

/** Reads something of a row. Compiled once per read, called for every row. */
export type Read<T> = (row: Row) => T;

/** Why a row cannot become a record. Never leaves its provider: it becomes the reason of an unreadable row. */
export class UnreadableCell extends Error {}

/** Binds columns to where they stand in the rows. */
export interface Columns {
  /** Null for an optional column that the rows do not have; `file` names one of several that are read together. The text has no spaces around it; '' when a join found no row. */
  readonly cell: (column: string, file: string | undefined, optional: boolean) => Read<string> | null;
}
