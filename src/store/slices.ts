import type { Slice, SlicePosition } from '../domain/list.ts';
import { AppError } from '../errors.ts';

/** Cuts a list that was read one item further than asked for. */
export function toSlice<T>(found: readonly T[], first: number, positionOf: (value: T) => SlicePosition): Slice<T> {
  const items = found.slice(0, first).map((value) => ({ value, position: positionOf(value) }));
  return { items, hasNext: found.length > first };
}

/** A position of `[instant, id]`. Throws `INPUT_INVALID` for one that another list gave out. */
export function instantPosition(position: SlicePosition): { at: string; id: string } {
  const [at, id] = position;
  if (position.length !== 2 || typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof id !== 'string')
    throw foreign(position);
  return { at, id };
}

/** A position of `[place]`. Throws `INPUT_INVALID` for one that another list gave out. */
export function placePosition(position: SlicePosition): string {
  const [place] = position;
  if (position.length !== 1 || typeof place !== 'string') throw foreign(position);
  return place;
}

function foreign(position: SlicePosition): AppError {
  return new AppError(
    'INPUT_INVALID',
    `expected a position of this list, came ${JSON.stringify(position)}: use a cursor that this list gave`,
  );
}
