import type { z } from 'zod';
import type { VendureConfig } from '../config.ts';

/** How one record kind is read: a list of the admin API, and what becomes of its rows. */
export interface VendureKind<Row = unknown> {
  /** Vendure's own fields that name a record; for people. */
  readonly keyField: string;
  /** The query, and the type of its options. */
  readonly list: readonly [query: string, options: string];
  /** Fields to ask for besides `id` and `updatedAt`. */
  readonly fields: (config: VendureConfig) => string;
  /** What is asked of every row. */
  readonly filter: object;
  readonly row: z.ZodType<Row>;
  /** A row may be several records, or none. */
  readonly toRecords: (row: Row, config: VendureConfig) => readonly KeyedRecord[];
  /** The filter that finds the rows of some records. */
  readonly filterBy: (keys: readonly string[], config: VendureConfig) => object;
}

/** A record, not yet validated, with its key. */
export interface KeyedRecord {
  readonly key: string;
  readonly record: object;
}

/** Ties a kind to the rows that it reads; the reader needs not know them. */
export function defineKind<Row>(kind: VendureKind<Row>): VendureKind {
  return kind as unknown as VendureKind;
}
