import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderLine } from '../../src/domain/order-line.ts';
import { addMs, MS_PER_DAY } from '../../src/domain/time.ts';
import { allFeatures, featureList, featureRow } from '../../src/scoring/feature-list.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import type { Snapshot } from '../../src/scoring/snapshot.ts';
import { FULL_SETTINGS } from './full-book.ts';
import { NOTHING_AROUND } from './nothing-around.ts';
import { randomBook } from './random-book.ts';
import { snapshotsOf } from './relive.ts';
import { SETTINGS, START } from './synthetic-book.ts';

const provenance = { source: 'test', observedAt: START, stale: false } as unknown as OrderLine['provenance'];
const days = fc.double({ min: -4000, max: 4000, noNaN: true });
const instant = days.map((offset) => addMs(START, Math.round(offset * MS_PER_DAY)));
const tally = fc.record({
  lines: fc.integer({ min: 1, max: 1000 }),
  late: fc.integer({ min: 0, max: 1 }),
  leadDays: days,
  delayDays: days,
});
const fact = fc.oneof(fc.string(), fc.double(), fc.constant(null));

const snapshots: fc.Arbitrary<Snapshot> = fc
  .record({
    asOf: instant,
    placedAt: instant,
    promised: fc.option(instant),
    requested: fc.option(instant),
    quantity: fc.double({ min: 0, max: 1e12, noNaN: true }),
    value: fc.option(fc.integer()),
    orderLineCount: fc.integer({ min: 1, max: 100_000 }),
    lane: fact,
    weight: fact,
    book: fc.option(tally),
    route: fc.option(tally),
    stock: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  })
  .map((drawn) => ({
    ...NOTHING_AROUND,
    asOf: drawn.asOf,
    orderLineCount: drawn.orderLineCount,
    inventory:
      drawn.stock === null
        ? null
        : {
            id: 'i@s',
            itemId: 'i',
            siteId: 's',
            onHand: { value: drawn.stock, uom: 'EA' },
            allocated: 5,
            lots: [],
            provenance,
          },
    history: { book: drawn.book ?? undefined, route: drawn.route ?? undefined },
    order: {
      id: 'SO',
      customerId: 'c',
      placedAt: drawn.placedAt,
      currency: 'EUR',
      channel: null,
      shipTo: null,
      cancelled: false,
      holds: [],
      provenance,
    },
    line: {
      id: 'SO/1',
      orderId: 'SO',
      lineNumber: '1',
      itemId: 'i',
      siteId: 's',
      supplierId: null,
      carrierServiceId: null,
      quantity: { value: drawn.quantity, uom: 'EA' },
      value: drawn.value === null ? null : { amountMinor: drawn.value, currency: 'EUR' },
      cost: null,
      effortMinutes: null,
      requestedDeliverBy: drawn.requested,
      promisedShipBy: null,
      promisedDeliverBy: drawn.promised,
      attributes: { lane: drawn.lane, weight: drawn.weight },
      allocated: null,
      backordered: null,
      status: 'open',
      shippedAt: null,
      deliveredAt: null,
      provenance,
    },
  }));

test('every feature of every snapshot is in its range, or null', () => {
  const features = featureList(SETTINGS);

  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const row = featureRow(features, snapshot);
      features.numbers.forEach(({ range: [low, high] }, i) => {
        const value = row.numbers[i] ?? null;
        if (value === null) return;
        expect(Number.isFinite(value)).toBe(true);
        expect(value >= low && value <= high).toBe(true);
      });
      for (const word of row.categories) expect(word === null || word.length > 0).toBe(true);
    }),
  );
});

test('whatever happens in a book, every feature stays in its range, or null', () => {
  const { numbers, categories } = featureList(FULL_SETTINGS);

  for (const seed of [1, 2, 3]) {
    for (const snapshot of snapshotsOf(randomBook(250, seed))) {
      const row = featureRow({ numbers, categories }, snapshot);
      for (const [i, { name, range }] of numbers.entries()) {
        const value = row.numbers[i] ?? range[0];
        expect([name, value >= range[0] && value <= range[1]]).toEqual([name, true]);
      }
    }
  }
});

test('every feature says any value that it can have, with its unit and without a full stop', () => {
  for (const feature of allFeatures(featureList(FULL_SETTINGS))) {
    const values = feature.kind === 'number' ? [...feature.range, 0, 1, 1.234, -7.5] : ['word'];
    for (const value of values) {
      const said = feature.kind === 'number' ? feature.say(Number(value)) : feature.say(String(value));
      expect([feature.name, said]).toEqual([feature.name, expect.not.stringMatching(/NaN|undefined|null|\.$|^$/)]);
    }
  }
});

test('feature names are unique', () => {
  const names = allFeatures(featureList(SETTINGS)).map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
});

test('a name that must never count and is used all the same is refused by name', () => {
  const settings = ScoringSettings.parse({ numbers: ['freight cost'], never: ['freight cost'] });

  expect(() => featureList(settings)).toThrow(/freight cost is in never/);
});

test('a fact that must never count is not a feature, not as a category and not as a past', () => {
  const names = allFeatures(featureList(ScoringSettings.parse({ never: ['supplierId'] }))).map(({ name }) => name);

  expect(names.filter((name) => name.includes('supplier'))).toEqual([]);
});
