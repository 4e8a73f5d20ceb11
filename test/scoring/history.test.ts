import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, MS_PER_DAY } from '../../src/domain/time.ts';
import { createHistory } from '../../src/scoring/history.ts';
import { dayOf, historyWindow } from '../../src/scoring/history-window.ts';
import { START } from './synthetic-book.ts';

const days = fc.array(fc.record({ offset: fc.integer({ min: 0, max: 900 }), late: fc.boolean() }), { maxLength: 60 });

test('a sum counts exactly the outcomes of its window, in whatever order they came', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 900 }), (outcomes, offset) => {
      const history = createHistory();
      const asOf = addMs(START, offset * MS_PER_DAY);
      const { fromDay, toDay } = historyWindow(asOf);
      for (const one of outcomes) {
        history.add(['k'], {
          knownAt: addMs(START, one.offset * MS_PER_DAY),
          late: one.late,
          leadDays: 2,
          delayDays: -1,
        });
      }

      const inside = outcomes.filter((one) => {
        const day = dayOf(addMs(START, one.offset * MS_PER_DAY));
        return day >= fromDay && day < toDay;
      });
      const expected = { lines: inside.length, late: inside.filter(({ late }) => late).length };
      if (inside.length === 0) expect(history.sum('k', asOf)).toBeUndefined();
      else expect(history.sum('k', asOf)).toMatchObject({ ...expected, leadDays: 2 * inside.length });
    }),
  );
});

test('what is known today does not count before tomorrow', () => {
  const history = createHistory();
  history.add(['k'], { knownAt: '2020-05-05T00:00:00.000Z', late: true, leadDays: 1, delayDays: 1 });

  expect(history.sum('k', '2020-05-05T23:59:59.999Z')).toBeUndefined();
  expect(history.sum('k', '2020-05-06T00:00:00.000Z')?.lines).toBe(1);
});

test('days written out and read back give the same sums', () => {
  const history = createHistory();
  for (let i = 0; i < 50; i += 1) {
    history.add(['a', 'book=all'], {
      knownAt: addMs(START, i * 20 * MS_PER_DAY),
      late: i % 3 === 0,
      leadDays: i,
      delayDays: 0,
    });
  }
  const asOf = addMs(START, 990 * MS_PER_DAY);
  const copy = createHistory();

  for (const day of history.days(historyWindow(asOf).fromDay)) copy.addDay(day);

  expect(copy.sum('a', asOf)).toEqual(history.sum('a', asOf));
  expect(copy.lateRatioBefore(asOf)).toBe(history.lateRatioBefore(asOf));
});
