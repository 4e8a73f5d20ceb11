import type { FeedPage, FeedPosition } from '../domain/feed.ts';
import { comparePositions } from '../domain/feed.ts';
import { AppError } from '../errors.ts';

const CURSOR = /^([0-9a-f]{1,32})\.(0|[1-9]\d{0,19})\.(0|[1-9]\d{0,18})$/;

/** A place in one feed as text that clients keep and do not read. */
export function encodeCursor(epoch: string, { transactionId, entryId }: FeedPosition): string {
  return Buffer.from(`${epoch}.${transactionId}.${entryId}`).toString('base64url');
}

/** Throws `INPUT_INVALID` for a text that is no cursor of any feed. */
export function decodeCursor(cursor: string): { readonly epoch: string; readonly position: FeedPosition } {
  const [, epoch, transactionId, entryId] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (epoch === undefined || transactionId === undefined || entryId === undefined) {
    throw new AppError(
      'INPUT_INVALID',
      'after: expected the cursor of a message, came something else; start without it',
    );
  }
  return { epoch, position: { transactionId, entryId } };
}

/**
 * Makes sure that nothing is missing behind a position. Throws `RESYNC_REQUIRED`, with a cursor to start anew from, when its
 * feed was begun anew or what came after it is deleted.
 */
export function requireResumable(
  from: { readonly epoch: string; readonly position: FeedPosition },
  page: Pick<FeedPage, 'epoch' | 'end' | 'expired'>,
): void {
  const reason = reasonAgainst(from, page);
  if (reason === null) return;
  throw resyncRequired(reason, encodeCursor(page.epoch, page.end));
}

/** What a subscriber is told who cannot go on from where it was: with a cursor of now, from which reading anew can go on. */
export function resyncRequired(reason: string, cursor: string): AppError {
  return new AppError(
    'RESYNC_REQUIRED',
    `${reason}: subscribe without a cursor, or read again and go on from the new one`,
    {
      cursor,
    },
  );
}

function reasonAgainst(
  { epoch, position }: { readonly epoch: string; readonly position: FeedPosition },
  page: Pick<FeedPage, 'epoch' | 'end' | 'expired'>,
): string | null {
  if (epoch !== page.epoch)
    return 'after: expected a cursor of this feed, came one of another or of before it was begun anew';
  if (comparePositions(position, page.expired) < 0) return 'after: what came next is no longer kept';
  if (comparePositions(position, page.end) > 0)
    return 'after: expected a cursor of the past, came one of a lost future';
  return null;
}
