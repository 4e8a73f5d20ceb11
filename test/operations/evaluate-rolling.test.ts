import { expect, test } from 'vitest';
import type { DomainEvent, EventOf } from '../../src/domain/event/event.ts';
import { compareEvents } from '../../src/domain/event/event.ts';
import { addMs, MS_PER_DAY, MS_PER_HOUR } from '../../src/domain/time.ts';
import { evaluateRolling } from '../../src/operations/evaluate-rolling.ts';
import { envelope, eventsOf, SETTINGS, sourceOf, START, syntheticBook, TINY } from '../scoring/synthetic-book.ts';

/** The slow carrier's lines are picked short as often as not, the fast one's never. */
function withShortPicks(): DomainEvent[] {
  const book = syntheticBook(700);
  const short = book.filter(({ carrierServiceId }, i) => carrierServiceId === 'slow' && i % 2 === 0);
  const picks = short.map(({ orderId, lineNumber = '1', placedAt }): EventOf<'pick.short'> => {
    const at = addMs(placedAt, MS_PER_HOUR);
    const data = { orderId, lineNumber, missing: { value: 1, uom: 'EA' }, at };
    return { ...envelope(`short/${orderId}/${lineNumber}`, at), type: 'pick.short', data };
  });
  return [...eventsOf(book), ...picks].sort(compareEvents);
}

/** The last two quarters in which lines were placed. */
const FIRST = addMs(START, 275 * MS_PER_DAY);
const OPTIONS = { every: 'quarter', first: FIRST, last: null, asOf: null, seed: 1 } as const;

test('each period is scored by a model that knew nothing of it, and what can be learned is found', async () => {
  const told: string[] = [];
  const evaluation = await evaluateRolling(sourceOf(withShortPicks()), SETTINGS, {
    ...OPTIONS,
    recipe: { ...TINY, usualRounds: 12, leastMishaps: 20 },
    onPeriod: ({ from }) => told.push(from.slice(0, 10)),
  });

  expect(told).toEqual(['2020-10-01', '2021-01-01']);
  expect(evaluation.rows).toBe(evaluation.periods.reduce((sum, { rows }) => sum + rows, 0));
  expect(evaluation.within.model).toBeGreaterThan(0.75);
  expect(evaluation.model.metrics.logLoss).toBeLessThan(evaluation.baseRate.metrics.logLoss ?? 0);
  const [short, ...others] = evaluation.mishaps;
  expect(others).toEqual([]);
  expect(short?.mishap).toBe('short');
  expect(short?.model.metrics.rocAuc).toBeGreaterThan(0.65);
  expect(evaluation.curves.map(({ name }) => name)).toEqual(['late', 'short']);
  expect(evaluation.coverage[0]).toMatchObject({ segment: 'all lines' });
  expect(evaluation.coverage.map(({ segment }) => segment)).toContain('carrier service slow');
}, 120_000);

test('dates conformed on the periods before hold for about the share that is meant', async () => {
  const { coverage } = await evaluateRolling(sourceOf(eventsOf(syntheticBook(700))), SETTINGS, {
    ...OPTIONS,
    every: 'month',
    first: addMs(START, 330 * MS_PER_DAY),
    recipe: { ...TINY, usualRounds: 8 },
  });

  expect(coverage[0]?.p90).toBeGreaterThan(0.8);
  expect(coverage[0]?.p50).toBeGreaterThan(0.35);
}, 120_000);

test('too few lines are refused', async () => {
  await expect(evaluateRolling(sourceOf(eventsOf(syntheticBook(50))), SETTINGS, OPTIONS)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});
