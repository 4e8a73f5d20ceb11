import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  comparePositions,
  FEED_START,
  type FeedPosition,
  type FeedStretch,
  type PlacedEntry,
} from '../../src/domain/feed.ts';
import { createTold } from '../../src/feeds/told.ts';

const at = (transaction: number, entry = 0): FeedPosition => ({
  transactionId: String(transaction),
  entryId: String(entry),
});

/** An entry of each of the first transactions. */
const entries = Array.from({ length: 40 }, (_, i): PlacedEntry => {
  const data = { change: 'recovered', providerId: `p${i + 1}`, problem: null } as const;
  return { position: at(i + 1, i + 1), entry: { topic: 'provider', at: '2026-01-01T00:00:00.000Z', data } };
});

function stretch(from: number, upTo: number, epoch = 'e'): FeedStretch {
  return { from: at(from), upTo: at(upTo), epoch, entries: entries.slice(Math.max(0, from - 1), upTo - 1) };
}

const namesOf = (some: readonly PlacedEntry[]): string[] =>
  some.map(({ position: { transactionId } }) => transactionId);

test('whoever takes what several processes tell, of which some is lost, and reads when told to, hears all once and in order', () => {
  const step = fc.record({
    process: fc.nat({ max: 2 }),
    settled: fc.nat({ max: 4 }),
    arrives: fc.constantFrom('carried', 'empty', 'lost'),
    takes: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const told = createTold();
      const toldBy = [1, 1, 1];
      let [end, position, heard]: [number, FeedPosition, string[]] = [1, FEED_START, []];
      const take = (): void => {
        const next = told.takeFrom(position, 'e');
        const read = entries.slice(0, end - 1).filter((placed) => comparePositions(placed.position, position) > 0);
        heard = [...heard, ...namesOf(next ? next.entries : read)];
        position = next ? next.upTo : at(end);
      };

      for (const { process, settled, arrives, takes } of steps) {
        end = Math.min(entries.length + 1, end + settled);
        if (arrives !== 'lost') told.hear(arrives === 'empty' ? undefined : stretch(toldBy[process] ?? 1, end));
        toldBy[process] = end;
        if (takes) take();
      }
      take();
      take(); // nothing was told since: it is read

      expect(heard).toEqual(namesOf(entries.slice(0, end - 1)));
    }),
  );
});

test('what was told before is dropped, and a gap, another feed, or nothing at all is to be read', () => {
  const told = createTold();
  const takeFrom5 = (...stretches: readonly (FeedStretch | undefined)[]) => {
    stretches.forEach(told.hear);
    const next = told.takeFrom(at(5), 'e');
    return next && [namesOf(next.entries), next.upTo.transactionId];
  };

  expect(takeFrom5(stretch(1, 4))).toEqual([[], '5']);
  expect(takeFrom5(stretch(3, 7), stretch(4, 6), stretch(7, 9))).toEqual([['5', '6', '7', '8'], '9']);
  expect(takeFrom5(stretch(6, 7))).toBeNull();
  expect(takeFrom5(stretch(3, 7), stretch(8, 9))).toBeNull();
  expect(takeFrom5(stretch(3, 7, 'another'))).toBeNull();
  expect(takeFrom5(stretch(3, 7), undefined, stretch(7, 9))).toBeNull();
  expect(takeFrom5()).toBeNull();
});
