import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { Clock, Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';
import type { ProviderHost } from '../providers/host.ts';
import type { Scorer } from '../scoring/snapshot.ts';
import type { Store } from '../store/store.ts';

/** What an operation works with. Built once in `app.ts`. */
export interface Deps {
  readonly store: Store;
  readonly providers: ProviderHost;
  /** Null while there is no model for this book: lines then have no risk and stand in their queue by id. */
  readonly scorer: () => Scorer | null;
  /** The keys under which a line's outcome counts as history, by history name. */
  readonly historyKeys: (line: OrderLine, order: Order) => Readonly<Record<string, string>>;
  readonly now: Clock;
  /** In an as-of book nothing later than this is taken in; null in the live book. Moves with the book's clock. */
  readonly until: () => Instant | null;
  readonly log: Log;
}
