import { z } from 'zod';
import { toInstant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import type { Cursor } from './reading.ts';

const TimeCursor = z.looseObject({ at: z.iso.datetime({ offset: true }).nullable() });

/**
 * The cursor from which a new read starts: `overlapMs` before where the last one ended, so that a change which bears an earlier time
 * and showed later still arrives. Never inside a read. Throws `PROVIDER_CONTRACT` for a cursor without `at`.
 */
export function stepBack(cursor: Cursor, overlapMs: number): Cursor {
  if (overlapMs === 0 || cursor === null) return cursor;
  const parsed = TimeCursor.safeParse(cursor);
  if (!parsed.success)
    throw new AppError(
      'PROVIDER_CONTRACT',
      'expected a cursor with `at`, an instant or null, of a kind that says overlapMs; came one without',
    );
  const { at } = parsed.data;
  if (at === null) return cursor;
  return z.json().parse({ ...parsed.data, at: toInstant(new Date(Math.max(0, Date.parse(at) - overlapMs))) });
}
