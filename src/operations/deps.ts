import type { KeyHash } from '../access/key-hash.ts';
import type { Links } from '../domain/link/link-rule.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { Costs } from '../domain/priority/cost-settings.ts';
import type { Clock, Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';
import type { ProviderHost } from '../providers/host.ts';
import type { Hysteresis } from '../scoring/hysteresis.ts';
import type { Judge } from '../scoring/judge.ts';
import type { Explain } from '../scoring/reasons/create-explain.ts';
import type { Scorer } from '../scoring/snapshot.ts';
import type { Store } from '../store/store.ts';

/** What an operation works with. Built once in `app.ts`. */
export interface Deps {
  readonly store: Store;
  readonly providers: ProviderHost;
  /** Which ids of which sources mean the same thing; absent where nothing is declared. */
  readonly links?: Links;
  /** The model in use; null while there is none for this book: the rules then score. */
  readonly scorer: () => Scorer | null;
  /** Gives every line its risk, by the model or by the rules. */
  readonly judge: Judge;
  /** Says why recorded risks are what they are. */
  readonly explain: Explain;
  /** What priorities are counted with. */
  readonly costs: Costs;
  /** How far scores must move before they are told. */
  readonly hysteresis: Hysteresis;
  /** The keys under which a line's outcome counts as history, by history name. */
  readonly historyKeys: (line: OrderLine, order: Order) => Readonly<Record<string, string>>;
  readonly now: Clock;
  /** The wall clock, whatever time the book has: keys and tokens end by it. */
  readonly wallClock: Clock;
  /** Hashes keys: what is kept of them. */
  readonly keyHash: KeyHash;
  /** In an as-of book nothing later than this is taken in; null in the live book. Moves with the book's clock. */
  readonly until: () => Instant | null;
  readonly log: Log;
}

/** The part of the store that holds nobody's rows: who has keys, and what was done. */
export interface OfficeStore extends Pick<Store, 'apiKeys' | 'audit'> {
  readonly transaction: <T>(work: (tx: OfficeStore) => Promise<T>) => Promise<T>;
}

/** What running the platform takes, as someone may do who is allowed to: no way from here to the book. */
export interface OfficeDeps extends Pick<Deps, 'keyHash' | 'wallClock'> {
  readonly store: OfficeStore;
}
