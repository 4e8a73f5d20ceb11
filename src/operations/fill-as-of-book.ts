import type { Instant } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/**
 * Takes what the live book had been told up to an instant into this book, to be applied here. Reading the sources afterwards
 * adds what they have and the live book has not. Idempotent. Returns how many events are new here.
 */
export function fillAsOfBook({ store }: Deps, liveBook: string, asOf: Instant): Promise<number> {
  return store.inbox.copyFrom(liveBook, asOf);
}
