import { z, type Cursor } from '../../src/providers/index.ts';
import type { KindPlan } from './plan.ts';

/** A place in the order of a kind's rows: after the row of this time and these ties, or from the time on where no ties are given. */
export interface Place {
  /** ISO, as exact as the service writes it; null where the kind has no time. */
  readonly at: string | null;
  readonly ties: readonly string[] | null;
  /** The service's own link to what comes next; null at the end of a read, and where the service is asked by keys. */
  readonly link: string | null;
}

const Shape = z.object({
  print: z.string(),
  at: z.string().nullable(),
  /** The last row's: it means nothing once `at` has been moved back from the time that stands beside it. */
  last: z.object({ at: z.string().nullable(), ties: z.array(z.string()) }).nullable(),
  link: z.string().nullable(),
});

/** The cursor of a read that has come to a place. */
export function cursorAt({ print }: KindPlan, { at, ties, link }: Place): Cursor {
  return { print, at, last: ties === null ? null : { at, ties: [...ties] }, link };
}

/** Null: from the start, also after a change of the mapping. */
export function placeOf({ print }: KindPlan, cursor: Cursor): Place | null {
  const { success, data } = Shape.safeParse(cursor);
  if (!success || data.print !== print) return null;
  const { at, last, link } = data;
  return { at, ties: last?.at === at ? last.ties : null, link };
}
