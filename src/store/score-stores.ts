import type { SiteDemand } from '../domain/atp.ts';
import type { Condition } from '../domain/condition.ts';
import type { OrderException } from '../domain/exception.ts';
import type { CountedOutcome, OutcomeDay } from '../domain/outcome.ts';
import type { RecordedRisk, ToldRisk } from '../domain/promise-risk.ts';
import type { Instant } from '../domain/time.ts';
import type { ByIds } from './store.ts';

/** What lies around open lines, as scoring needs it. */
export interface SurroundingsStore {
  /** What open lines of orders that stand want, by item; an item that nobody wants is absent. Lines without a site want nothing yet. */
  readonly demand: (itemIds: readonly string[]) => Promise<ReadonlyMap<string, readonly SiteDemand[]>>;
  /** Open exceptions of these orders and those of no order; null when the book was never told of any exception. */
  readonly exceptions: (orderIds: readonly string[]) => Promise<readonly OrderException[] | null>;
  /** Conditions not cleared by an instant; null when the book was never told of any condition. */
  readonly conditions: (asOf: Instant) => Promise<readonly Condition[] | null>;
  /** Returns authorized after one instant and up to another, by customer; null when the book was never told of any return. */
  readonly returns: (
    customerIds: readonly string[],
    after: Instant,
    upTo: Instant,
  ) => Promise<ReadonlyMap<string, number> | null>;
}

/** How delivered lines turned out. */
export interface OutcomeStore {
  /** Adds to the tallies of a day; negative numbers take back. */
  readonly add: (days: readonly OutcomeDay[]) => Promise<void>;
  /** What each line was last counted for, null for nothing any more; a line that was never counted is absent. */
  readonly counted: (lineIds: readonly string[]) => Promise<ReadonlyMap<string, CountedOutcome | null>>;
  readonly saveCounted: (counted: ReadonlyMap<string, CountedOutcome | null>) => Promise<void>;
  /** Forgets every tally and what lines were counted for: before counting them anew. */
  readonly clear: () => Promise<void>;
  /** Tallies of each key over the days from (inclusive) to (exclusive), summed. */
  readonly sum: (
    keys: readonly string[],
    fromDay: string,
    toDay: string,
  ) => Promise<ReadonlyMap<string, Omit<OutcomeDay, 'key' | 'day'>>>;
}

/** The last risk of each line. */
export interface RiskStore {
  readonly byLineIds: ByIds<RecordedRisk>;
  /** Without what made them. */
  readonly told: ByIds<ToldRisk>;
  readonly save: (risks: readonly RecordedRisk[]) => Promise<void>;
  readonly remove: (lineIds: readonly string[]) => Promise<void>;
}
