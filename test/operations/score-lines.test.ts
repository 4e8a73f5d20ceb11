import { expect, it } from 'vitest';
import { costOfDelayScore } from '../../src/domain/priority/cost-of-delay.ts';
import { CostSettings } from '../../src/domain/priority/cost-settings.ts';
import { NO_STAKE } from '../../src/domain/priority/stake.ts';
import { line, order, record } from '../providers/given-records.ts';
import type { Scorer } from '../../src/scoring/snapshot.ts';
import { attributeScorer, openMemoryBook } from './memory-book.ts';

const VALUE = { amountMinor: 1000, currency: 'USD' };
/** What a line of this value costs by waiting, when the attribute scorer says that it is late with an even chance. */
function scoreOf(valueMinor: number): number {
  const stake = { ...NO_STAKE, marginMinor: 0.2 * valueMinor };
  const { losses, waveEveryHours, effortMinutes } = CostSettings.parse({});
  return costOfDelayScore(
    {
      ...{ stake, late: 0.5, overdueHours: null, spreadHours: 24, flexibleHours: 0, effortMinutes },
      ...{ waitHours: waveEveryHours, shiftHours: waveEveryHours, isRegulated: false, isContractual: false },
    },
    losses,
  );
}

const entered = { change: 'entered', kind: 'release', siteId: null, previousScore: null };

it('tells of a new line that it entered the queue, with what its waiting costs', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE })]));

  await take('erp');

  expect(await heard()).toMatchObject([{ ...entered, lineId: 'A/1', score: scoreOf(1000) }]);
});

it('tells of a line whose score changed, and not of the other lines of its order', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE }), line('2', { value: VALUE })]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1', { value: { ...VALUE, amountMinor: 4000 } }), line('2', { value: VALUE })]));
  await take('erp');

  expect(await heard()).toMatchObject([
    { change: 'rescored', lineId: 'A/1', score: scoreOf(4000), previousScore: scoreOf(1000) },
  ]);
});

it('tells nothing when what came changes no place in a queue', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1')], { channel: 'web' }));
  await take('erp');

  expect(await heard()).toEqual([]);
});

it('lets a line leave its queue, its risk with it, once it is delivered', async () => {
  const { deps, sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE })]));
  await take('erp');
  await heard();

  sources.erp?.put(
    record('shipment', {
      id: 'SH',
      lines: [{ orderId: 'A', lineNumber: '1' }],
      deliveredAt: '2013-06-12T00:00:00.000Z',
    }),
  );
  await take('erp');

  expect(await heard()).toMatchObject([
    { change: 'left', lineId: 'A/1', kind: 'release', score: null, previousScore: scoreOf(1000) },
  ]);
  expect((await deps.store.risks.byLineIds(['A/1'])).size).toBe(0);
});

it('moves a line from one queue to the other: it leaves, then enters', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE })]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1', { value: VALUE, backordered: 2 })]));
  await take('erp');

  expect(await heard()).toMatchObject([
    { change: 'left', lineId: 'A/1', kind: 'release', score: null, previousScore: scoreOf(1000) },
    { ...entered, lineId: 'A/1', kind: 'backorder', score: scoreOf(1000) },
  ]);
});

it('takes a held line out of the queue while its risk is still told, and lets it back in', async () => {
  const { deps, sources, take, heard } = await openMemoryBook();
  const hold = { id: 'H', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1')], { holds: [hold] }));
  await take('erp');
  const held = (await heard()).map(({ change }) => change);
  const risk = (await deps.store.risks.byLineIds(['A/1'])).get('A/1');
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');

  expect(held).toEqual(['left']);
  expect(risk?.late).toBe(0.5);
  expect((await heard()).map(({ change }) => change)).toEqual(['entered']);
});

it('records a priority whose components add up to it, and reads it back as it was', async () => {
  const { deps, sources, take } = await openMemoryBook();
  const terms = { latePenaltyRatioPerDay: 0.05, isRegulated: true };
  sources.erp?.put(record('customer', { id: 'C-1', name: 'One', terms, yearlyMargin: { ...VALUE, amountMinor: 1e6 } }));
  sources.erp?.put(order('A', [line('1', { value: VALUE, effortMinutes: 5 })]));
  await take('erp');

  const entry = (await deps.store.queue.byLineIds(['A/1'])).get('A/1');

  expect(entry?.tier).toBe('regulated');
  expect(entry?.effortMinutes).toBe(5);
  expect(entry?.components.filter(({ amountPerHour }) => amountPerHour > 0).map(({ kind }) => kind)).toEqual([
    'penalty',
    'lost-margin',
    'churn',
  ]);
  expect(entry?.components.reduce((sum, { amountPerHour }) => sum + amountPerHour, 0)).toBe(entry?.costOfDelayPerHour);
});

it('scores by the rules, and says so, while there is no model or it fails', async () => {
  const failing: Scorer = {
    version: 'broken/1',
    score: () => {
      throw new Error('out of memory');
    },
    explainer: null,
  };
  let scorer: Scorer | null = null;
  const { deps, sources, take } = await openMemoryBook(['erp'], { scorer: () => scorer });
  const riskAfter = async (quantity: number) => {
    sources.erp?.put(order('A', [line('1', { quantity: { value: quantity, uom: 'EA' } })]));
    await take('erp');
    return (await deps.store.risks.byLineIds(['A/1'])).get('A/1');
  };

  const without = await riskAfter(1);
  scorer = failing;
  const withBroken = await riskAfter(2);
  scorer = attributeScorer;
  const withModel = await riskAfter(3);

  expect(without).toMatchObject({
    method: 'rules',
    modelVersion: 'rules/1',
    methodReason: 'there is no model for this book',
  });
  expect(withBroken).toMatchObject({ method: 'rules', methodReason: 'the model failed: out of memory' });
  expect(withModel).toMatchObject({ method: 'model', methodReason: null, modelVersion: 'attribute/1', late: 0.5 });
  expect(await deps.store.parked.countByProvider()).toEqual(new Map());
});
