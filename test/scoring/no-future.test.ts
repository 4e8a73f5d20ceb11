import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import { addMs } from '../../src/domain/time.ts';
import { collectExamples } from '../../src/operations/collect-examples.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { sourceOf } from './synthetic-book.ts';
import { daysFrom, FULL_SETTINGS, fullBook, laterEvents, LINE, PLACED_AT } from './full-book.ts';

type Values = Readonly<Record<string, number | string | null>>;

const FEATURES = allFeatures(featureList(FULL_SETTINGS));
const A_SECOND_LATER = addMs(PLACED_AT, 1000);

/** What each feature says of the line of interest as it was placed; null for a line that was not there by then. */
async function valuesAfter(events: readonly DomainEvent[]): Promise<Values | null> {
  const sorted = [...events].sort(compareEvents);
  const { examples } = await collectExamples(sourceOf(sorted), FULL_SETTINGS, { asOf: null });
  const example = examples.find(({ lineId, asOf }) => lineId === LINE && asOf === PLACED_AT);
  if (!example) return null;
  return Object.fromEntries(
    FEATURES.map(({ name }, i) => [name, [...example.numbers, ...example.categories][i] ?? null]),
  );
}

const book = fullBook();
const values = await valuesAfter(book);
/** The same book without one of its events, and with that event a second after the line was placed. */
const variants = await Promise.all(
  book.map(async (event) => ({
    event,
    without: await valuesAfter(book.filter((other) => other !== event)),
    later: await valuesAfter(book.map((other) => (other === event ? { ...event, time: A_SECOND_LATER } : other))),
  })),
);

/** Facts of the order itself: what tells of them is its being placed, without which there is no line to score. */
const OF_THE_ORDER = new Set(['promise', 'order', 'way', 'season']);

test.each(FEATURES)('$name does not see an event that is moved a second into the future', ({ name, signal }) => {
  const contributing = variants.filter(({ without }) => without?.[name] !== values?.[name]);
  const besides = contributing.filter(({ without }) => without !== null);

  expect(values?.[name], 'the book tells of it').not.toBeNull();
  expect(OF_THE_ORDER.has(signal) ? contributing : besides, 'an event tells of it').not.toEqual([]);
  for (const { later, without } of variants) expect(later?.[name]).toEqual(without?.[name]);
});

test('another future, in any order and at any time, leaves every feature as it was', async () => {
  const later = laterEvents();

  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(later),
      fc.array(fc.integer({ min: 1, max: 40 * 24 * 3600 }), { minLength: later.length, maxLength: later.length }),
      async (some, seconds) => {
        const future = some.map((event, i) => ({ ...event, time: addMs(PLACED_AT, (seconds[i] ?? 1) * 1000) }));

        expect(await valuesAfter([...book, ...future])).toEqual(values);
      },
    ),
    { numRuns: 30 },
  );
});

test('what is announced for later is not there yet', async () => {
  const announced = book.map((event): DomainEvent => {
    if (event.type === 'hold.placed') return { ...event, data: { ...event.data, at: daysFrom(1) } };
    if (event.type === 'exception.opened') return { ...event, data: { ...event.data, openedAt: daysFrom(1) } };
    if (event.type === 'condition.raised' && event.data.record)
      return { ...event, data: { ...event.data, record: { ...event.data.record, raisedAt: daysFrom(1) } } };
    return event;
  });

  const seen = await valuesAfter(announced);

  const amiss = FEATURES.filter(({ signal }) => ['holds', 'openExceptions', 'conditions'].includes(signal));
  expect(amiss.map(({ name }) => [name, seen?.[name]])).toEqual(amiss.map(({ name }) => [name, 0]));
});
