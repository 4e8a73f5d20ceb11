import { expect, it, onTestFinished } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json.ts';
import type { RaisedException } from '../../src/domain/exception-life.ts';
import { silentLog } from '../../src/log.ts';
import { createRandom } from '../../src/scoring/random.ts';
import { openBook } from '../../src/store/open-book.ts';
import type { Store } from '../../src/store/store.ts';
import { randomBook } from '../scoring/random-book.ts';
import { openTestBook } from '../support/book.ts';
import { apply } from './given-state.ts';

/** What a line of any of these lies in: everything that a turn may remember. */
type Ids = Readonly<Record<'orders' | 'lines' | 'items' | 'customers' | 'sites' | 'carriers', readonly string[]>>;

const KEY = 'route/W/DE';
const EXCEPTIONS = ['X-0', 'X-1', 'X-2'];
const RAISED: Omit<RaisedException, 'id' | 'cause'> = {
  ...{ orderId: null, supplyId: null, assignedTo: null, openedAt: '2020-01-01T00:00:00.000Z', resolvedAt: null },
  type: 'edi',
  severity: 'low',
  status: 'open',
};

async function readAll(store: Store, { orders, lines, items, customers, sites, carriers }: Ids) {
  const found = {
    orders: await store.orders.byIds(orders),
    lines: await store.lines.byOrderIds(orders),
    customers: await store.customers.byIds(customers),
    items: await store.items.byIds(items),
    sites: await store.sites.byIds(sites),
    carriers: await store.carrierServices.byIds(carriers),
    inventory: await store.inventory.byItemIds(items),
    supply: await store.supply.byItemIds(items),
    demand: await store.surroundings.demand(items),
    shipments: await store.shipments.byLineIds(lines),
    outcomes: await store.outcomes.sum([KEY], '2019-01-01', '2022-01-01'),
    risks: await store.risks.told(lines),
    places: await store.queue.places(lines),
    effects: await store.raised.effectsOn(lines),
    raised: await store.raised.byIds(EXCEPTIONS),
    hits: await store.raised.countHit(EXCEPTIONS),
    exceptions: await store.surroundings.exceptions(orders),
    conditions: await store.surroundings.conditions('2020-06-01T00:00:00.000Z'),
    returns: await store.surroundings.returns(customers, '2019-01-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z'),
    counted: await store.outcomes.counted(lines),
  };
  const plain = JSON.stringify(found, (_, value: unknown) =>
    value instanceof Map ? [...value].sort(byText) : sorted(value),
  );
  return canonicalJson(JSON.parse(plain)); // members of what was just written stand in another order
}

function byText(a: unknown, b: unknown): number {
  return canonicalJson(a) < canonicalJson(b) ? -1 : 1;
}

/** Wants and effects come in no order. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) && typeof value[0] === 'object' ? [...(value as unknown[])].sort(byText) : value;
}

async function openTwice(): Promise<{ one: Store; other: Store }> {
  const book = await openTestBook();
  const other = await openBook(book.connectionString, book.schema, silentLog);
  onTestFinished(async () => {
    await other.close();
    await book.close();
  });
  return { one: book.store, other: other.store };
}

it('a turn reads what stands, whatever any process changed before it and whatever failed', async () => {
  const { one, other } = await openTwice();
  const random = createRandom(7);
  const events = randomBook(80, 3);
  const lineIds = new Set<string>();
  for (const { type, data } of events)
    if (type === 'order.placed')
      for (const { content } of data.lines) lineIds.add(`${data.header.id}/${content.lineNumber}`);
  const lines = [...lineIds];
  const ids: Ids = {
    ...{ lines, orders: [...new Set(lines.map((id) => id.split('/')[0] ?? ''))], items: ['I', 'J', 'K'] },
    ...{ customers: ['C', 'D', 'C-1'], sites: ['W', 'X'], carriers: ['x/y', 'x/z'] },
  };
  const some = (): string => lines[Math.floor(random() * lines.length)] ?? '';

  for (let from = 0; from < events.length; from += 5) {
    const store = random() < 0.7 ? one : other;
    const fails = random() < 0.2;
    const turn = store.transaction(async (tx) => {
      await tx.jobs.lockApply();
      const before = await readAll(tx, ids);
      expect(before).toBe(await readAll(one, ids)); // outside, nothing is remembered
      await apply(tx, ...events.slice(from, from + 5));
      await tx.outcomes.add([{ key: KEY, day: '2020-01-01', lines: 1, late: 0, leadDays: 1, delayDays: 0 }]);
      await tx.outcomes.saveCounted(new Map([[some(), null]]));
      await tx.raised.addEffects([{ lineId: some(), exceptionId: `X-${from % 3}` }]);
      await tx.raised.removeEffects([{ lineId: some(), exceptionId: 'X-0' }]);
      await tx.raised.save([{ ...RAISED, id: `X-${from % 4}`, cause: `since ${from}` }]);
      const after = await readAll(tx, ids);
      if (fails) throw new Error('undone');
      return after;
    });
    if (fails) await expect(turn).rejects.toThrow('undone');
    else expect(await turn).toBe(await readAll(one, ids));
  }
});

it('what a process has read in one turn it does not read again in the next, unless another had one in between', async () => {
  const { one, other } = await openTwice();
  const name = (store: Store, set?: string) =>
    store.transaction(async (tx) => {
      await tx.jobs.lockApply();
      if (set) await tx.risks.remove([set]); // remembered as gone, whatever the table holds
      return (await tx.risks.told(['A/1'])).size;
    });
  const risk = { lineId: 'A/1', late: 0.5, lateLow: 0.5, lateHigh: 0.5, missing: [], short: null, exception: null };
  const rest = { deliverP50At: null, deliverP90At: null, method: 'rules', methodReason: null, modelVersion: 'rules/1' };
  await name(one, 'A/1');
  // Against the rule, outside any turn: it shows what is remembered.
  const scoredAt = '2013-06-15T12:00:00.000Z';
  await one.risks.save([{ ...risk, ...rest, method: 'rules', scoredAt, seen: null, points: null }]);

  expect(await name(one)).toBe(0);
  expect(await name(other)).toBe(1);
  expect(await name(one)).toBe(1);
});
