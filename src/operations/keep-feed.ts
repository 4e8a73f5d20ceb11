import { addMs, MS_PER_DAY, MS_PER_HOUR } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/** How much of the change feed is kept. */
export interface FeedSettings {
  /** Days after which an entry is deleted: a cursor that is older must start anew. */
  readonly keepDays: number;
  /** Entries kept at most. */
  readonly keepEntries: number;
  /** Hours after which only the newest entry of each line stays. */
  readonly compactAfterHours: number;
}

/** Deletes what is too old or too much of the change feed. Idempotent. */
export async function keepFeed({ store, now, log }: Deps, settings: FeedSettings): Promise<void> {
  const { keepDays, keepEntries, compactAfterHours } = settings;
  const kept = await store.transaction((tx) =>
    tx.feed.keep({
      expireBefore: addMs(now(), -keepDays * MS_PER_DAY),
      keepEntries,
      compactBefore: addMs(now(), -compactAfterHours * MS_PER_HOUR),
    }),
  );
  if (kept.expired + kept.compacted > 0) log.debug(kept, 'old entries of the change feed are gone');
}
