import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { waitFor, type Buckets } from './budget.ts';
import { bucketsOf, type Bucket, type BudgetSettings } from './budget-settings.ts';

/** What an operation cost, as its answer tells it. */
export interface Cost {
  /** Points that were asked for before it began. */
  readonly requested: number;
  /** Points for what really came. */
  readonly actual: number;
  /** Points that the caller may now spend: the fewest of its buckets. */
  readonly available: number;
  /** Points that come back each second. */
  readonly restoreRate: number;
}

/** A bucket and how full it is. */
export interface Standing extends Bucket {
  readonly available: number;
}

/** An operation that was paid for. */
export interface Charge {
  readonly requested: number;
  /** Settles what really came: gives back the rest, or takes what is missing. Once. Null for who pays nothing. */
  readonly settle: (actual: number) => Cost | null;
  /** The buckets it is paid from, as they are now; empty for who pays nothing. */
  readonly standings: () => readonly Standing[];
}

/** What callers may spend, the same for every transport. */
export interface Budgets {
  /** Throws `COST_EXCEEDED` for a query that costs more than a single one may. */
  readonly requireAllowed: (viewer: Viewer, cost: number) => void;
  /** Pays for an operation before it begins. Throws `THROTTLED` with when to come back, and `COST_EXCEEDED` when that is never. */
  readonly begin: (viewer: Viewer, cost: number) => Promise<Charge>;
  /** Pays for a message that a subscriber was told. */
  readonly spend: (viewer: Viewer, cost: number) => void;
  /** Milliseconds until a subscriber may be told more; 0 while anything is left. */
  readonly waitMs: (viewer: Viewer) => number;
}

export function createBudgets(settings: BudgetSettings, buckets: Buckets): Budgets {
  /** Asked for each message of each subscriber. */
  const paidFrom = new WeakMap<Viewer, readonly Bucket[]>();

  function payingFor(viewer: Viewer): readonly Bucket[] {
    const known = paidFrom.get(viewer) ?? bucketsOf(viewer, settings);
    paidFrom.set(viewer, known);
    return known;
  }

  function standings(paying: readonly Bucket[]): readonly Standing[] {
    return paying.map((bucket) => ({ ...bucket, available: Math.floor(buckets.available(bucket.id, bucket)) }));
  }

  /** From all of them, or from none. */
  async function take(paying: readonly Bucket[], cost: number): Promise<void> {
    const taken: Bucket[] = [];
    for (const bucket of paying) {
      const { isTaken, available } = await buckets.take(bucket.id, bucket, cost);
      if (isTaken) {
        taken.push(bucket);
        continue;
      }
      for (const { id, ...allowance } of taken) buckets.spend(id, allowance, -cost);
      throw throttled(bucket, cost, available);
    }
  }

  return {
    requireAllowed(viewer, cost) {
      if (cost > settings.perQuery && payingFor(viewer).length > 0) throw tooCostly(cost, settings.perQuery);
    },
    async begin(viewer, requested) {
      const paying = payingFor(viewer);
      await take(paying, requested);
      return {
        requested,
        settle(actual) {
          for (const bucket of paying) buckets.spend(bucket.id, bucket, actual - requested);
          const [first, ...others] = standings(paying);
          if (!first) return null;
          const least = others.reduce((a, b) => (b.available < a.available ? b : a), first);
          return { requested, actual, available: least.available, restoreRate: least.restorePerSecond };
        },
        standings: () => standings(paying),
      };
    },
    spend(viewer, cost) {
      for (const bucket of payingFor(viewer)) buckets.spend(bucket.id, bucket, cost);
    },
    waitMs(viewer) {
      let longest = 0;
      for (const bucket of payingFor(viewer)) {
        const available = buckets.available(bucket.id, bucket);
        if (available < 0) longest = Math.max(longest, waitFor(0, available, bucket));
      }
      return longest;
    },
  };
}

function tooCostly(requested: number, allowed: number): AppError {
  return new AppError(
    'COST_EXCEEDED',
    `expected a query that costs at most ${allowed} points, came one of ${requested}: ask for smaller pages, or for fewer lists inside lists`,
    { requested, allowed },
  );
}

function throttled(bucket: Bucket, requested: number, available: number): AppError {
  const whose = bucket.name === 'partner' ? 'all keys of this partner together' : 'this caller';
  if (requested > bucket.points) return tooCostly(requested, bucket.points);
  const retryAfterMs = waitFor(requested, available, bucket);
  return new AppError(
    'THROTTLED',
    `the budget of ${whose} is spent: the query costs ${requested} points, ${Math.floor(available)} are left; come back in ${Math.ceil(retryAfterMs / 1_000)} s`,
    { requested, available: Math.floor(available), restoreRate: bucket.restorePerSecond, retryAfterMs },
  );
}
