import type { Instant } from '../domain/time.ts';

/** What was last seen of one row: the smallest thing that a source lists once, such as an order's header or one of its lines. */
export interface Seen {
  /** What each part of the row said, hashed or as it stands when it is short. An absent part was never seen. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The latest event time given to it: a later change is given a later time. */
  readonly lastTime: Instant;
  /** The read in which it was last seen. */
  readonly readId: string;
}
