import { expect, it, onTestFinished } from 'vitest';
import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import type { Instant } from '../../src/domain/time.ts';
import { silentLog } from '../../src/log.ts';
import { countOutcomes } from '../../src/operations/count-outcomes.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { loadOrders } from '../../src/operations/load-orders.ts';
import { createSurroundingsReader } from '../../src/operations/load-surroundings.ts';
import { takeSnapshots } from '../../src/operations/take-snapshots.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { historyKeys } from '../../src/scoring/history-keys.ts';
import type { Snapshot } from '../../src/scoring/snapshot.ts';
import { FULL_SETTINGS, fullBook, LINE, PLACED_AT } from '../scoring/full-book.ts';
import { randomBook } from '../scoring/random-book.ts';
import { byInstant, newReplay } from '../scoring/relive.ts';
import { apply } from '../store/given-state.ts';
import { openTestBook } from '../support/book.ts';

/** A book that is told events as time goes by, in the store and in a replay beside it. */
async function openBoth() {
  const book = await openTestBook();
  onTestFinished(book.close);
  let now: Instant = '1970-01-01T00:00:00.000Z';
  const deps = {
    store: book.store,
    now: () => now,
    historyKeys: (line, order) => historyKeys(line, order, FULL_SETTINGS),
    log: silentLog,
  } as Pick<Deps, 'store' | 'now' | 'historyKeys' | 'log'> as Deps;
  const replay = newReplay();

  async function orders() {
    const page = await book.store.orders.page({ first: 10_000, after: null });
    return loadOrders(
      deps,
      page.items.map(({ value }) => value.id),
    );
  }

  return {
    deps,
    orders,
    tell: async (events: readonly DomainEvent[]) => {
      for (const together of byInstant(events)) replay.apply(together);
      await apply(book.store, ...events);
      await countOutcomes(deps, await orders());
    },
    /** Every open line as the store shows it, beside what the replay shows. */
    snapshots: async (at: Instant) => {
      now = at;
      const live = await takeSnapshots(deps, await orders());
      return { live, replayed: live.map(({ line }) => replay.snapshot(line.id, at)) };
    },
  };
}

/** Sums of days are added up in another order, and so differ in their last digits. */
function rounded(snapshots: readonly (Snapshot | null)[]): unknown {
  return JSON.parse(JSON.stringify(snapshots), (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : value,
  );
}

it('sees of every line exactly what a replay of the same events sees, whatever happened', async () => {
  const both = await openBoth();
  const events = randomBook(500, 7).sort(compareEvents);
  let compared = 0;

  for (let from = 0; from < events.length;) {
    // A replay takes what happened together as one: cut only where the time moves on.
    let end = Math.min(events.length, from + 125);
    while (end < events.length && events[end]?.time === events[end - 1]?.time) end += 1;
    await both.tell(events.slice(from, end));
    from = end;

    const { live, replayed } = await both.snapshots(events[end - 1]?.time ?? '');

    expect(rounded(replayed)).toEqual(rounded(live));
    compared += live.length;
  }

  expect(compared).toBeGreaterThan(100);
});

it('sees of a book that tells of everything all that a feature can see', async () => {
  const both = await openBoth();
  await both.tell(fullBook());

  const { live, replayed } = await both.snapshots(PLACED_AT);

  expect(replayed).toEqual(live);
  const snapshot = live.find(({ line }) => line.id === LINE);
  expect(snapshot && unknownOf(snapshot)).toEqual([]);
});

it('asks at most one statement a kind, however many lines', async () => {
  const both = await openBoth();
  await both.tell(fullBook());
  const orders = await both.orders();
  const alone = orders.filter(({ order }) => LINE.startsWith(order.id));

  const asked = await statementsFor(both.deps, orders);

  expect(asked).toEqual(await statementsFor(both.deps, alone));
  expect(new Set(Object.values(asked))).toEqual(new Set([1]));
});

it('asks for what batches have in common only once', async () => {
  const both = await openBoth();
  await both.tell(fullBook());
  const orders = await both.orders();
  const reader = createSurroundingsReader(PLACED_AT);
  await takeSnapshots(both.deps, orders, reader);

  const asked = await statementsFor(both.deps, orders, reader);

  expect(Object.keys(asked)).toEqual(['surroundings.exceptions', 'shipments.byLineIds']);
});

function unknownOf(snapshot: Snapshot): string[] {
  const features = allFeatures(featureList(FULL_SETTINGS));
  return features.filter((feature) => feature.compute(snapshot) === null).map(({ name }) => name);
}

/** How often each function of the store was called to take snapshots. */
async function statementsFor(
  deps: Deps,
  orders: Parameters<typeof takeSnapshots>[1],
  reader = createSurroundingsReader(PLACED_AT),
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const counting = <T extends object>(name: string, part: T): T =>
    new Proxy(part, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        const path = name === '' ? String(key) : `${name}.${String(key)}`;
        if (typeof value === 'object' && value !== null) return counting(path, value);
        counts[path] = (counts[path] ?? 0) + 1;
        return value;
      },
    });
  await takeSnapshots({ ...deps, store: counting('', deps.store) }, orders, reader);
  return counts;
}
