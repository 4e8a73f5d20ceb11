import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import { ItemRecord } from '../../src/domain/record/master-records.ts';
import { addMs, MS_PER_DAY, UNDATED, type Instant } from '../../src/domain/time.ts';
import { collectExamples } from '../../src/operations/collect-examples.ts';
import type { Example } from '../../src/scoring/example.ts';
import { featureList } from '../../src/scoring/feature-list.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import { envelope, eventsOf, placed, SETTINGS, sourceOf, START, syntheticBook } from '../scoring/synthetic-book.ts';

const ALL = { asOf: null };

function day(offset: number): Instant {
  return addMs(START, offset * MS_PER_DAY);
}

async function examplesOf(
  events: readonly DomainEvent[],
  settings = SETTINGS,
  asOf: Instant | null = null,
): Promise<readonly Example[]> {
  return (await collectExamples(sourceOf(events), settings, { asOf })).examples;
}

function numberOf(example: Example | undefined, name: string): number | null | undefined {
  return example?.numbers[featureList(SETTINGS).numbers.findIndex((feature) => feature.name === name)];
}

function byId(examples: readonly Example[], lineId: string): Example | undefined {
  return examples.find((example) => example.lineId === lineId);
}

test('a line is taken down as it stood when it was placed, and labelled against what was promised then', async () => {
  const events = eventsOf([{ orderId: 'A', placedAt: day(0), promisedAt: day(5), deliveredAt: day(7) }]);
  const repromised: DomainEvent = {
    ...envelope('repromised', day(3)),
    type: 'line.repromised',
    data: { orderId: 'A', lineNumber: '1', promise: { promisedShipBy: null, promisedDeliverBy: day(9) } },
  };

  const [example] = await examplesOf([...events, repromised].sort(compareEvents));

  expect(example?.promisedDeliverBy).toBe(day(5));
  expect(numberOf(example, 'promise_lead')).toBe(5);
  expect(example?.outcome).toMatchObject({ late: true, leadDays: 7, delayDays: 2 });
});

test('as of a day, a line delivered later is open and a line placed later is not there', async () => {
  const events = eventsOf([
    { orderId: 'A', placedAt: day(0), deliveredAt: day(7) },
    { orderId: 'B', placedAt: day(6), deliveredAt: day(9) },
  ]);

  const examples = await examplesOf(events, SETTINGS, day(5));

  expect(examples.map(({ lineId, outcome }) => [lineId, outcome])).toEqual([['A/1', null]]);
});

test('an outcome moved one second into the future vanishes from the past that a later line sees', async () => {
  const midnight = '2020-02-01T00:00:00.000Z';
  const sketch = (deliveredAt: Instant) =>
    eventsOf([
      { orderId: 'A', placedAt: START, deliveredAt },
      { orderId: 'B', placedAt: midnight, deliveredAt: null },
    ]);

  const before = byId(await examplesOf(sketch(addMs(midnight, -1000))), 'B/1');
  const after = byId(await examplesOf(sketch(midnight)), 'B/1');

  expect(numberOf(before, 'past_route_lines')).toBe(1);
  expect(numberOf(after, 'past_route_lines')).toBe(0);
  expect(after?.baselines).toEqual({ baseRatio: null, routeRatio: null });
});

test('another future leaves what was seen before it as it was', async () => {
  const book = syntheticBook(120);
  const cut = day(200);
  const past = (examples: readonly Example[]) =>
    examples
      .filter(({ asOf }) => asOf <= cut)
      .map(({ lineId, numbers, categories, baselines }) => ({ lineId, numbers, categories, baselines }))
      .sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  const expected = past(await examplesOf(eventsOf(book)));

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 400 }), async (extra, shiftDays) => {
      const other = book
        .filter(({ placedAt }, i) => placedAt <= cut || i % extra !== 0)
        .map((sketch) =>
          sketch.deliveredAt && sketch.deliveredAt > cut
            ? { ...sketch, deliveredAt: addMs(sketch.deliveredAt, shiftDays * MS_PER_DAY) }
            : sketch,
        );

      expect(past(await examplesOf(eventsOf(other)))).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

test('chunks may end anywhere', async () => {
  const events = eventsOf(syntheticBook(60));

  const whole = await collectExamples(sourceOf(events, 10_000), SETTINGS, ALL);
  const byOne = await collectExamples(sourceOf(events, 1), SETTINGS, ALL);

  expect(byOne.examples).toEqual(whole.examples);
});

test('lines placed at one instant know of each other', async () => {
  const examples = await examplesOf(
    eventsOf(['1', '2', '3'].map((lineNumber) => ({ orderId: 'A', lineNumber, placedAt: START }))),
  );

  expect(examples.map((example) => numberOf(example, 'order_line_count'))).toEqual([3, 3, 3]);
});

test('a line delivered at the instant it was placed is seen as open, then as delivered', async () => {
  const [example] = await examplesOf(eventsOf([{ orderId: 'A', placedAt: START, deliveredAt: START }]));

  expect(example?.outcome).toMatchObject({ late: false, leadDays: 0 });
});

test('a cancelled line has no outcome, and a line that was promised nothing is no example', async () => {
  const cancelled: DomainEvent = {
    ...envelope('cancelled', day(1)),
    type: 'order.cancelled',
    data: { orderId: 'A', lineNumbers: null },
  };
  const events = eventsOf([
    { orderId: 'A', placedAt: START },
    { orderId: 'B', placedAt: START, promisedAt: null, deliveredAt: day(4) },
  ]);

  const examples = await examplesOf([...events, cancelled].sort(compareEvents));

  expect(examples).toMatchObject([{ lineId: 'A/1', outcome: null, cancelledAt: day(1) }]);
});

test('an item of which its source does not say since when counts from the beginning', async () => {
  const settings = ScoringSettings.parse({ categories: ['colour'] });
  const item: DomainEvent = {
    ...envelope('item', UNDATED),
    subject: 'item/item',
    type: 'item.changed',
    data: {
      key: 'item',
      record: ItemRecord.parse({ kind: 'item', id: 'item', name: 'Item', attributes: { colour: 'red' } }),
    },
  };

  const [example] = await examplesOf([item, placed({ orderId: 'A', placedAt: START })], settings);

  expect(example?.categories[0]).toBe('red');
});

test('a fact that nothing in the book has is refused with the names there are', async () => {
  const settings = ScoringSettings.parse({ numbers: ['weigth'] });
  const events = sourceOf(eventsOf([{ orderId: 'A', placedAt: START }]));

  await expect(collectExamples(events, settings, { asOf: null, refuseUnknownFacts: true })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/came weigth; there are .*weight/) as string,
  });
});
