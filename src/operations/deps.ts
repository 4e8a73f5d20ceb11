import type { Clock } from '../domain/time.ts';
import type { Log } from '../log.ts';
import type { ProviderHost } from '../providers/host.ts';
import type { Scorer } from '../scoring/snapshot.ts';
import type { Store } from '../store/store.ts';

/** What an operation works with. Built once in `app.ts`. */
export interface Deps {
  readonly store: Store;
  readonly providers: ProviderHost;
  /** Null while there is no model for this book: lines then have no risk, and the queue stands in promise order. */
  readonly scorer: Scorer | null;
  readonly now: Clock;
  readonly log: Log;
}
