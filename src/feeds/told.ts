import { comparePositions, goesOnFrom, type FeedPosition, type FeedStretch, type PlacedEntry } from '../domain/feed.ts';

/** Stretches kept until they are taken: past that the feed is read instead. */
const MOST = 1_000;

/** What whoever appended has told of, until it is taken. */
export interface Told {
  /** Keeps a stretch. None: there is something that must be read. */
  readonly hear: (stretch?: FeedStretch) => void;
  /**
   * Takes all that was told and goes on from a position without a gap. Null when the feed must be read: something else was told
   * of, there is a gap, it is another feed, or nothing was told at all.
   */
  readonly takeFrom: (position: FeedPosition, epoch: string) => Next | null;
}

export interface Next {
  readonly entries: readonly PlacedEntry[];
  readonly upTo: FeedPosition;
}

/**
 * Processes tell of what they have seen settled, each of its own stretches, which overlap: of each only what comes after
 * the position is taken, and one that begins behind it is a gap.
 */
export function createTold(): Told {
  let stretches: FeedStretch[] = [];
  let mustRead = false;

  return {
    hear(stretch) {
      if (stretch && !mustRead && stretches.length < MOST) stretches.push(stretch);
      else [stretches, mustRead] = [[], true];
    },
    takeFrom(position, epoch) {
      const [taken, isComplete] = [stretches, !mustRead && stretches.length > 0];
      [stretches, mustRead] = [[], false];
      if (!isComplete) return null;
      const entries: PlacedEntry[] = [];
      let upTo = position;
      for (const stretch of taken) {
        if (stretch.epoch !== epoch) return null;
        if (goesOnFrom(stretch, upTo)) {
          const known = upTo;
          entries.push(...stretch.entries.filter((placed) => comparePositions(placed.position, known) > 0));
          upTo = stretch.upTo;
        } else if (comparePositions(stretch.upTo, upTo) > 0) return null;
      }
      return { entries, upTo };
    },
  };
}
