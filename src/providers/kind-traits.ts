import { z } from 'zod';
import { RecordKindSchema, type RecordKind } from '../domain/record/record.ts';

/** What holds for one record kind of a source. Every member may be left out: the source then cannot, or does not say. */
export const KindTraits = z.strictObject({
  /** The source's own field that names a record, such as `number`; for people. */
  key: z.string().optional(),
  /** The source's own field in whose order changes are read, such as `write_date`; null: every read is of all there is. */
  cursor: z.string().nullable().optional(),
  /** Milliseconds that the cursor field tells apart: 0.001 for microseconds, 1000 for seconds. */
  precisionMs: z.number().positive().optional(),
  /**
   * Milliseconds that a change may take to show after the time that it bears: as long as the source's longest transaction. A new
   * read starts that much before the end of the last one, and what came before is recognised by its content. Cursors of such a kind
   * are objects with `at`, an ISO instant or null, and nothing else in them may become wrong when `at` moves back.
   */
  overlapMs: z.int().nonnegative().optional(),
  /** Whether `read` tells of deletions by itself. */
  deletes: z.boolean().optional(),
  /**
   * How all that the source lists is compared with all that was seen, now and then: by `keys`, through `listKeys`, finds what is
   * gone; by `records`, reading everything again, also finds changes that move no cursor. Absent: never.
   */
  sweep: z.enum(['keys', 'records']).optional(),
  /** Whether `readAsOf` can tell how it was at an earlier time. */
  asOf: z.boolean().optional(),
});
export type KindTraits = z.output<typeof KindTraits>;

/** Traits of some kinds; a kind that is absent has none. */
export type TraitsByKind = Readonly<Partial<Record<RecordKind, KindTraits>>>;
export const TraitsByKind = z.partialRecord(RecordKindSchema, KindTraits);

/** What a source offers for one record kind, for people and programs. */
export interface KindDescription {
  readonly kind: RecordKind;
  readonly key: string | null;
  readonly cursor: string | null;
  readonly precisionMs: number | null;
  readonly overlapMs: number;
  /** How a deletion is noticed: told by a read, found by a sweep, or not at all. */
  readonly deletes: 'told' | 'swept' | 'unnoticed';
  readonly sweep: 'keys' | 'records' | null;
  readonly webhook: boolean;
  readonly asOf: boolean;
  readonly lookup: boolean;
  /** Actions that change records of this kind. */
  readonly actions: readonly string[];
}
