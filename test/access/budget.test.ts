import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryBuckets, type Buckets } from '../../src/access/budget.ts';
import { BudgetSettings, bucketsOf } from '../../src/access/budget-settings.ts';
import { createSharedBuckets, type BucketStore } from '../../src/access/budget-shared.ts';
import { createBudgets } from '../../src/access/budgets.ts';
import { SYSTEM, type Viewer } from '../../src/domain/viewer.ts';
import { silentLog } from '../../src/log.ts';

const SMALL = { points: 100, restorePerSecond: 10 };
const settings = BudgetSettings.parse({ ...SMALL, perQuery: 80, partner: { points: 150, restorePerSecond: 10 } });

function partnerKey(id: string): Viewer {
  const rows = { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: null, channels: null } as const;
  return { kind: 'key', id: `key:${id}`, name: id, grants: ['orders:read'], rows, expiresAt: null };
}

const user: Viewer = { ...SYSTEM, kind: 'user', id: 'user:idp|ada', grants: ['planner'] };

describe('a bucket', () => {
  it('fills by itself up to what it holds', () => {
    let now = 0;
    const buckets = createMemoryBuckets(() => now);

    expect(buckets.take('a', SMALL, 100)).toEqual({ isTaken: true, available: 0 });
    now = 5_000;
    expect(buckets.available('a', SMALL)).toBe(50);
    now = 60_000;
    expect(buckets.available('a', SMALL)).toBe(100);
  });

  it('never gives more in any time than it holds and fills in that time', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 3_000 }), cost: fc.integer({ min: 0, max: 120 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [now, taken] = [0, 0];
        const buckets = createMemoryBuckets(() => now);
        for (const { wait, cost } of steps) {
          now += wait;
          const answer = buckets.take('a', SMALL, cost);
          if ('isTaken' in answer && answer.isTaken) taken += cost;
        }

        expect(taken).toBeLessThanOrEqual(SMALL.points + (now / 1_000) * SMALL.restorePerSecond + 1e-6);
      }),
    );
  });
});

describe('a budget', () => {
  it('is shared by whatever comes from one viewer, and settles what really came', async () => {
    const budgets = createBudgets(
      settings,
      createMemoryBuckets(() => 0),
    );

    const first = await budgets.begin(user, 60);
    expect(first.settle(10)).toEqual({ requested: 60, actual: 10, available: 90, restoreRate: 10 });
    await budgets.begin(user, 80);
    await expect(budgets.begin(user, 20)).rejects.toMatchObject({
      code: 'THROTTLED',
      details: { requested: 20, available: 10, restoreRate: 10, retryAfterMs: 1_000 },
    });
  });

  it('of a partner is shared by its keys, and what one bucket refuses the other gives back', async () => {
    const buckets = createMemoryBuckets(() => 0);
    const budgets = createBudgets(settings, buckets);
    await budgets.begin(partnerKey('a'), 80);

    await expect(budgets.begin(partnerKey('b'), 80)).rejects.toMatchObject({ code: 'THROTTLED' });

    expect(buckets.available('key:b', SMALL)).toBe(100);
    expect(buckets.available('partner:acme', settings.partner)).toBe(70);
    await budgets.begin(user, 80);
  });

  it('refuses a single query that is too costly, however much is left', () => {
    const budgets = createBudgets(
      settings,
      createMemoryBuckets(() => 0),
    );

    expect(() => budgets.requireAllowed(user, 81)).toThrow(
      'expected a query that costs at most 80 points, came one of 81',
    );
    expect(() => budgets.requireAllowed(SYSTEM, 81)).not.toThrow();
  });

  it('of a subscriber may fall below zero, and tells when there is something again', () => {
    let now = 0;
    const budgets = createBudgets(
      settings,
      createMemoryBuckets(() => now),
    );
    budgets.spend(user, 130);

    expect(budgets.waitMs(user)).toBe(3_000);
    now = 3_000;
    expect(budgets.waitMs(user)).toBe(0);
  });

  it('can be another one for a viewer, a role or a kind; the platform itself has none', () => {
    const others = { 'key:a': { points: 1, restorePerSecond: 1 }, planner: { points: 2, restorePerSecond: 1 } };
    const given = BudgetSettings.parse({ others });
    const anonymous: Viewer = { ...SYSTEM, kind: 'anonymous', id: 'anonymous', grants: [] };

    expect(bucketsOf(SYSTEM, given)).toEqual([]);
    expect(bucketsOf(partnerKey('a'), given).map(({ name, points }) => [name, points])).toEqual([
      ['viewer', 1],
      ['partner', 100_000],
    ]);
    expect(bucketsOf(user, given)[0]?.points).toBe(2);
    expect(bucketsOf(anonymous, given)[0]?.points).toBe(1_000_000);
  });
});

describe('shared buckets', () => {
  /** What the database does, for two replicas in one process. */
  function memoryStore(): BucketStore & { asked: number } {
    const levels: Buckets = createMemoryBuckets(() => 0);
    return {
      asked: 0,
      async take(id, allowance, cost, always) {
        this.asked += 1;
        return always
          ? { isTaken: true, available: levels.spend(id, allowance, cost) }
          : levels.take(id, allowance, cost);
      },
    };
  }

  it('are spent by one replica for all', async () => {
    const store = memoryStore();
    const [one, two] = [createSharedBuckets(store, () => 0, silentLog), createSharedBuckets(store, () => 0, silentLog)];

    expect(await one.take('a', SMALL, 70)).toEqual({ isTaken: true, available: 30 });
    expect(await two.take('a', SMALL, 70)).toEqual({ isTaken: false, available: 30 });
  });

  it('refuse who has too little without asking the database again', async () => {
    const store = memoryStore();
    const buckets = createSharedBuckets(store, () => 0, silentLog);
    await buckets.take('a', SMALL, 95);
    const { asked } = store;

    for (let i = 0; i < 100; i += 1) await buckets.take('a', SMALL, 70);

    expect(store.asked).toBe(asked);
  });

  it('tell the others what was spent without asking, with the next question or when closed', async () => {
    const store = memoryStore();
    const [one, two] = [createSharedBuckets(store, () => 0, silentLog), createSharedBuckets(store, () => 0, silentLog)];
    one.spend('a', SMALL, 90);
    await one.close();

    expect(await two.take('a', SMALL, 70)).toEqual({ isTaken: false, available: 10 });
  });

  it('count for themselves while the database does not answer', async () => {
    const take = () => Promise.reject(new Error('away'));
    const buckets = createSharedBuckets({ take }, () => 0, silentLog);

    expect(await buckets.take('a', SMALL, 70)).toEqual({ isTaken: true, available: 30 });
    expect(await buckets.take('a', SMALL, 70)).toEqual({ isTaken: false, available: 30 });
    await buckets.close();
  });
});
