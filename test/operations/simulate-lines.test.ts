import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { modelNamed } from '../../src/cli/model-places.ts';
import { SIMULATED_SCORING } from '../../src/demo-config.ts';
import { queueOf } from '../../src/domain/queue.ts';
import { MS_PER_DAY, addMs } from '../../src/domain/time.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { rescoreOpenBook } from '../../src/operations/rescore-open-book.ts';
import { historyKeys } from '../../src/scoring/history-keys.ts';
import { loadModel } from '../../src/scoring/load-model.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import { simulateLines } from '../../src/operations/simulate-lines.ts';
import { line, order, record } from '../providers/given-records.ts';
import { randomBook } from '../scoring/random-book.ts';
import { testScoring } from '../support/scoring.ts';
import { openMemoryBook } from './memory-book.ts';

afterEach(() => vi.restoreAllMocks());

const VALUE = { amountMinor: 100_000, currency: 'USD' };
const SOON = '2013-06-18T12:00:00.000Z';
const hold = { id: 'H', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };

/** Two lines, one of them held, one of them of an item that is short; scored by the rules. */
async function openBook() {
  const book = await openMemoryBook(['erp'], { scorer: () => null });
  const erp = book.sources.erp;
  for (const siteId of ['NORTH', 'SOUTH']) erp?.put(record('site', { id: siteId, name: siteId, zone: 'UTC' }));
  erp?.put(
    record('inventory', { itemId: 'bolt', siteId: 'NORTH', onHand: { value: 1, uom: 'EA' } }),
    record('inventory', { itemId: 'bolt', siteId: 'SOUTH', onHand: { value: 500, uom: 'EA' } }),
    order('HELD', [line('1', { value: VALUE, promisedDeliverBy: SOON })], { holds: [hold] }),
    order('SHORT', [
      line('1', {
        itemId: 'bolt',
        siteId: 'NORTH',
        value: VALUE,
        promisedDeliverBy: SOON,
        quantity: { value: 10, uom: 'EA' },
      }),
    ]),
  );
  await book.take('erp');
  return book;
}

const IMPOSSIBLE: readonly (readonly [object, RegExp])[] = [
  [{ quantity: -1 }, /overlay\.quantity/],
  [{ quantity: Number.NaN }, /overlay\.quantity/],
  [{ promisedDeliverBy: '2013-02-30' }, /overlay\.promisedDeliverBy/],
  [{ promisedDeliverBy: '0012-02-03T00:00:00.000Z' }, /overlay\.promisedDeliverBy/],
  [{ value: { amountMinor: 1, currency: 'QQQ' } }, /overlay\.value/],
  [{ siteId: 'NOWHERE' }, /overlay\.siteId: .*NOWHERE/],
  [{ carrierServiceId: 'snail' }, /overlay\.carrierServiceId: .*snail/],
  [{ itemId: 'unobtainium' }, /overlay\.itemId: .*unobtainium/],
  [{}, /overlay: expected at least one change/],
];

const all = { lineIds: null, afterLineId: null, first: 100 };

describe('a simulation', () => {
  it('shows what is recorded as now, and what the overlay would do as then', async () => {
    const { deps } = await openBook();

    const { lines } = await simulateLines(deps, deps.store.readAs(SYSTEM.rows), {
      ...all,
      lineIds: ['HELD/1'],
      overlay: { hold: 'none' },
    });

    const recorded = (await deps.store.risks.byLineIds(['HELD/1'])).get('HELD/1');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.now.risk).toEqual(recorded);
    expect(lines[0]?.now.queue).toBeNull();
    expect(lines[0]?.then.queue).toBe('release');
    expect(lines[0]?.then.risk?.late).toBeLessThan(recorded?.late ?? 0);
  });

  it('looks up what lies around a line anew where it would be', async () => {
    const { deps } = await openBook();

    const { lines } = await simulateLines(deps, deps.store.readAs(SYSTEM.rows), {
      ...all,
      lineIds: ['SHORT/1'],
      overlay: { siteId: 'SOUTH' },
    });

    expect(lines[0]?.then.snapshot.inventory?.onHand.value).toBe(500);
    expect(lines[0]?.then.risk?.late).toBeLessThan(lines[0]?.now.risk?.late ?? 0);
  });

  it('of stock, dates, price and supply moves risk and cost of delay the way they should', async () => {
    const { deps } = await openBook();
    const then = async (overlay: object) =>
      (await simulateLines(deps, deps.store.readAs(SYSTEM.rows), { ...all, lineIds: ['SHORT/1'], overlay })).lines[0];

    const [stocked, dearer, later] = await Promise.all([
      then({ onHand: 1000 }),
      then({ value: { amountMinor: 1_000_000, currency: 'USD' } }),
      then({ movePromiseDays: 20 }),
    ]);

    expect(stocked?.then.risk?.late).toBeLessThan(stocked?.now.risk?.late ?? 0);
    expect(later?.then.risk?.late).toBeLessThan(later?.now.risk?.late ?? 0);
    expect(dearer?.then.priority.costOfDelayPerHour).toBeCloseTo(
      10 * (dearer?.now.priority.costOfDelayPerHour ?? 0),
      2,
    );
  });

  it('touches nothing: no state, no recorded score, no place in a queue, no feed', async () => {
    const { deps, heard } = await openBook();
    await heard();
    const state = async () => [
      await deps.store.entities.hash(),
      await deps.store.risks.byLineIds(['HELD/1', 'SHORT/1']),
      await deps.store.queue.byLineIds(['HELD/1', 'SHORT/1']),
    ];
    const before = await state();

    await simulateLines(deps, deps.store.readAs(SYSTEM.rows), {
      ...all,
      overlay: { quantity: 3, hold: 'fraud', onHand: 0 },
    });

    expect(await state()).toEqual(before);
    expect(await heard()).toEqual([]);
  });

  it('walks the open book in parts', async () => {
    const { deps } = await openBook();
    const overlay = { movePromiseDays: 1 };

    const first = await simulateLines(deps, deps.store.readAs(SYSTEM.rows), { ...all, first: 1, overlay });
    const second = await simulateLines(deps, deps.store.readAs(SYSTEM.rows), {
      ...all,
      first: 1,
      afterLineId: first.nextAfterLineId,
      overlay,
    });

    expect(first.lines.map(({ lineId }) => lineId)).toEqual(['HELD/1']);
    expect(second.lines.map(({ lineId }) => lineId)).toEqual(['SHORT/1']);
    expect(second.nextAfterLineId).toBeNull();
  });

  it('costs as many statements for many lines as for one', async () => {
    const { deps } = await openBook();
    const statementsOf = async (lineIds: readonly string[]) => {
      const spy = vi.spyOn(pg.Client.prototype, 'query');
      await simulateLines(deps, deps.store.readAs(SYSTEM.rows), { ...all, lineIds, overlay: { quantity: 5 } });
      // The feed may tell others, meanwhile, of what was applied before.
      const count = spy.mock.calls.filter((given) => /"text":"(\\n|\s)*SELECT/.test(JSON.stringify(given))).length;
      spy.mockRestore();
      return count;
    };

    const ofOne = await statementsOf(['SHORT/1']);
    expect(ofOne).toBeGreaterThan(10);
    expect(await statementsOf(['HELD/1', 'SHORT/1'])).toBe(ofOne);
  });

  it('refuses what cannot be, by the name of its field', async () => {
    const { deps } = await openBook();

    for (const [overlay, message] of IMPOSSIBLE) {
      await expect(simulateLines(deps, deps.store.readAs(SYSTEM.rows), { ...all, overlay })).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringMatching(message) as string,
      });
    }
  });

  it('refuses too many lines, and lines that are not known', async () => {
    const { deps } = await openBook();
    const lineIds = Array.from({ length: 1001 }, (_, i) => `A/${i}`);

    await expect(
      simulateLines(deps, deps.store.readAs(SYSTEM.rows), { ...all, lineIds, overlay: { quantity: 1 } }),
    ).rejects.toThrow(/lineIds/);
    await expect(
      simulateLines(deps, deps.store.readAs(SYSTEM.rows), { ...all, lineIds: ['NOBODY/1'], overlay: { quantity: 1 } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'simulate: no line NOBODY/1' });
  });
});

/** A book to which everything has happened at random, scored in one pass by the model that comes with the program. */
async function openScoredBook() {
  const settings = ScoringSettings.parse(SIMULATED_SCORING);
  const model = await loadModel(await modelNamed('demo'), settings);
  const events = randomBook(1200, 11);
  const now = addMs(events.at(-1)?.time ?? '', MS_PER_DAY / 24);
  const book = await openMemoryBook([]);
  const deps: Deps = {
    ...book.deps,
    ...testScoring(() => model, settings),
    scorer: () => model,
    historyKeys: (line, of) => historyKeys(line, of, settings),
    now: () => now,
  };
  await book.tell(...events);
  while ((await applyInbox(deps, { score: false })) > 0);
  await rescoreOpenBook(deps);
  return { deps, model };
}

describe('a simulation of a book that a model has scored', () => {
  it('says, as it is and with an overlay that changes nothing, exactly what is recorded', async () => {
    const { deps, model } = await openScoredBook();

    const { lines } = await simulateLines(deps, deps.store.readAs(SYSTEM.rows), {
      ...all,
      first: 1000,
      overlay: { movePromiseDays: 0 },
    });

    const ids = lines.map(({ lineId }) => lineId);
    const [risks, places] = await Promise.all([deps.store.risks.byLineIds(ids), deps.store.queue.byLineIds(ids)]);
    const byModel = lines.filter(({ now }) => now.risk?.modelVersion === model.version);
    expect(byModel.length).toBeGreaterThan(50);
    expect(byModel.filter(({ now }) => (now.risk?.missing.length ?? 0) > 0).length).toBeGreaterThan(20);
    for (const { lineId, now, then } of lines) {
      const place = places.get(lineId);
      for (const { risk, priority, queue, snapshot } of [now, then]) {
        expect(risk).toEqual(risks.get(lineId) ?? null);
        expect(queue).toBe(place?.kind ?? null);
        expect(queue).toBe(queueOf(snapshot.order, snapshot.line));
        if (place) expect(place).toMatchObject(priority);
      }
    }
  });
});
