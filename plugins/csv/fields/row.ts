/** A row of the file that a record is made of, first, and then the rows joined to it; null where a join found none. */
export type Row = readonly (readonly string[] | null)[];

/** Reads something of a row. Compiled once per read, called for every row. */
export type Read<T> = (row: Row) => T;

/** Why a row cannot become a record. Never leaves this plugin: it becomes the reason of an unreadable row. */
export class UnreadableCell extends Error {}

/** Binds columns to where they stand in their files. */
export interface Columns {
  /** Null for an optional column that the file does not have. The text has no spaces around it; '' when a join found no row. */
  readonly cell: (column: string, file: string | undefined, optional: boolean) => Read<string> | null;
}
