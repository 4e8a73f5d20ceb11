import { z, type Cursor } from '../../src/providers/index.ts';
import type { Domain } from './client.ts';
import type { ChangedRow } from './kinds/kind.ts';
import { toMoment } from './wire.ts';

/** A row after which reading goes on, in the one order that Tryton can give: rows written once by `create_date`, then others by `write_date`. */
const Place = z.object({ field: z.enum(['create_date', 'write_date']), at: z.string(), id: z.int() });
export type Place = z.output<typeof Place>;

/** Where the reading of one kind stands. */
export const TrytonCursor = z.object({
  /** Everything that bears an earlier time was read. Null before the first whole read. */
  at: z.string().nullable(),
  /** Within a read; absent at its end. */
  within: z
    .object({
      /** Tryton's clock when the read began, to the second: the next one starts there. Null where it does not tell. */
      began: z.string().nullable(),
      /** Which of the models is being read, the records' own first. */
      stream: z.int().min(0),
      after: Place.nullable(),
    })
    .optional(),
});
export type TrytonCursor = z.output<typeof TrytonCursor>;

/** The cursor as the host gave it; the start for one that is not ours. */
export function cursorFrom(cursor: Cursor): TrytonCursor {
  return TrytonCursor.safeParse(cursor).data ?? { at: null };
}

/** The rows that come after a place, among those changed at or after a moment. */
export function changedRows({ at }: TrytonCursor, after: Place | null): Domain {
  const since = (field: Place['field']): Domain => (at === null ? [] : [[field, '>=', toMoment(at)]]);
  const written: Domain = [['write_date', '!=', null], ...since('write_date')];
  const created: Domain = [['write_date', '=', null], ...since('create_date')];
  if (after === null) return ['OR', written, created];
  if (after.field === 'write_date') return [written, later(after)];
  return ['OR', written, [created, later(after)]];
}

export const CHANGE_ORDER = [
  ['write_date', 'ASC NULLS FIRST'],
  ['create_date', 'ASC'],
  ['id', 'ASC'],
] as const;

/** The place of a row in that order. */
export function placeOf({ id, write_date: written, create_date: created }: ChangedRow): Place {
  return written === null ? { field: 'create_date', at: created ?? '', id } : { field: 'write_date', at: written, id };
}

/** Time and id, never time alone: rows of one transaction bear the very same time. */
function later({ field, at, id }: Place): Domain {
  const moment = toMoment(at);
  return [
    'OR',
    [field, '>', moment],
    [
      [field, '=', moment],
      ['id', '>', id],
    ],
  ];
}
