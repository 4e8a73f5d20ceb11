import { z, type KindTraits, type SourceRecord } from '../../../src/providers/index.ts';
import type { Domain, TrytonClient } from '../client.ts';
import { Stamped } from '../wire.ts';

/** How records of one kind are made of Tryton's rows. */
export interface TrytonKind {
  readonly traits: KindTraits;
  /** The rows that each make one record, or a few. */
  readonly model: string;
  readonly domain: Domain;
  /** Rows of other models that are told with it: when one changes, what it belongs to is read again. */
  readonly beneath: readonly Beneath[];
  /** The records of some rows, in a number of calls that does not depend on how many rows there are. */
  readonly load: (client: TrytonClient, ids: readonly number[], signal: AbortSignal) => Promise<Loaded>;
  /** The condition for rows with these keys. May let others through: the records tell. */
  readonly withKeys: (keys: readonly string[]) => Domain;
  /** The field that is the key, where one field is; null for keys that are put together. */
  readonly keyField: string | null;
}

export interface Beneath {
  readonly model: string;
  readonly domain: Domain;
  readonly fields: readonly string[];
  /** The ids of the rows to which changed rows belong. */
  readonly belongsTo: (
    client: TrytonClient,
    rows: readonly ChangedRow[],
    signal: AbortSignal,
  ) => readonly number[] | Promise<readonly number[]>;
}

/** A row of which only the fields that were asked for are there, not yet looked at. */
export const ChangedRow = z.looseObject(Stamped.shape);
export type ChangedRow = z.output<typeof ChangedRow>;

export interface Loaded {
  readonly records: readonly SourceRecord[];
  /** Keys of what Tryton took back. */
  readonly deletes: readonly string[];
}

/** Ids in one field of some rows, each once. */
export function idsIn(rows: readonly ChangedRow[], field: string): readonly number[] {
  return [...new Set(rows.map((row) => row[field]).filter((id) => typeof id === 'number'))];
}

/** References in one field of some rows, each once. */
export function referencesIn(rows: readonly ChangedRow[], field: string): readonly string[] {
  return [...new Set(rows.map((row) => row[field]).filter((reference) => typeof reference === 'string'))];
}

/** What is grouped under each key, in the order given. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => number | null): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Traits of all kinds whose changes are found by Tryton's own dates. */
export function traitsOf(key: string, overlapMs: number, sweep: 'keys' | 'records' = 'keys'): KindTraits {
  return { key, cursor: 'write_date', precisionMs: 0.001, overlapMs, sweep };
}

/** A row that is asked for its id alone. */
export const WithId = z.object({ id: z.int() });
