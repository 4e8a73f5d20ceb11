import type { z } from 'zod';

/** Where a reader left off: plain JSON that only the provider understands. Null before the first read. */
export type Cursor = z.core.util.JSONType;

/** A row that the provider could not turn into a record. The host parks it with its payload; the feed goes on. */
export interface UnreadableRow {
  /** Where it stands in the source, such as `orders.csv:17`. */
  readonly location: string;
  /** Lower case; what was expected and what came. */
  readonly reason: string;
  readonly payload: unknown;
}

/** A part of a source. The host saves what it says and `cursor` in one transaction: after a crash, reading goes on from there. */
export interface ReadPage {
  /** Records in the schema of their kind (`domain/record`). The host validates each one and parks those that do not fit. */
  readonly records: readonly SourceRecord[];
  /** Keys of records that the source no longer has. */
  readonly deletes: readonly string[];
  readonly cursor: Cursor;
  readonly unreadable?: readonly UnreadableRow[];
  /** Share of the whole read that is behind us, 0 to 1, when the source can tell; drives progress bars. */
  readonly progressRatio?: number;
}

export interface SourceRecord {
  /** Not yet validated. */
  readonly record: unknown;
  /** Where it stands in the source, when that helps a person find it. */
  readonly location?: string;
}
