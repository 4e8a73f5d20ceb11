import { z } from 'zod';
import type { SlicePosition } from '../../domain/list.ts';
import { AppError } from '../../errors.ts';

const Cursor = z.tuple([z.string()], z.union([z.string(), z.number()]));

/** A position as text. It names its list, so that it cannot be used on another. */
export function encodeCursor(list: string, position: SlicePosition): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/** Throws `INPUT_INVALID` for a text that is no cursor and for a cursor of another list. */
export function decodeCursor(list: string, cursor: string): SlicePosition {
  const parsed = Cursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  const [foundList, ...position] = parsed.data ?? [null];
  if (foundList === list) return position;
  throw new AppError(
    'INPUT_INVALID',
    `after: expected a cursor of the list ${list}, came ${foundList === null ? 'something else' : `one of ${foundList}`}; start without it`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
