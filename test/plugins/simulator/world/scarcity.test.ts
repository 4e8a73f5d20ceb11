import { describe, expect, it } from 'vitest';
import type { Kpis } from '../../../../plugins/simulator/kpi/kpis.ts';
import { day, smallWorld, worldAfter } from './small-world.ts';

const DAYS = 26;
/** In its first weeks everything happens. */
const SEED = 2;
/** The port is clogged nearly always, and everything comes through it. */
const CLOGGED = { portEpisodesPerYear: 20, portEpisodeDays: 90, importRatio: 1, importLeadDays: 5, portDelayDays: 30 };
const usual = kpisWith({});

describe('what is scarce makes itself felt', () => {
  it.each<[string, Readonly<Record<string, number>>, (kpis: Kpis) => number]>([
    ['few people leave lines unpicked', { laborUtilization: 1.5 }, ({ backlog }) => backlog.lines],
    ['few doors leave lines at the dock', { docks: 1, dockHeadroom: 1 }, ({ backlog }) => backlog.lines],
    ['carriers with little room leave lines at the dock', { carrierHeadroom: 0.2 }, ({ backlog }) => backlog.lines],
    ['waves that take long miss cutoffs', { waveHours: 6 }, lateShare],
    ['picks that find less open exceptions', { shortPickRatio: 0.3 }, opened('short-pick')],
    [
      'weather makes deliveries late',
      { weatherPerYear: 60, weatherDays: 10, weatherLateRatio: 1 },
      opened('shipment-delay'),
    ],
    ['suppliers that run late leave lines without stock', { veryLateRatio: 0.6, safetyFactor: 0 }, missingStock],
    ['a clogged port holds imports up', CLOGGED, opened('supply-delay')],
    ['goods that expire are missing', { perishableRatio: 1, shelfLifeDays: 20 }, missingStock],
    ['tight credit puts orders on hold', { creditHeadroom: 0.3 }, opened('credit-hold')],
    ['spikes of demand pile up', { spikesPerYear: 50, spikeFactor: 5 }, ({ lines }) => lines.placed],
    ['customers who send back have returns to work', { returnRatio: 0.5 }, opened('return')],
  ])('%s', (_what, parameters, measure) => {
    expect(measure(kpisWith(parameters))).toBeGreaterThan(1.1 * measure(usual));
  });
});

describe('the component that goes short', () => {
  it('is competed for by healthcare, manufacturing and municipal customers, and by nobody else', () => {
    const parameters = { shortageEveryDays: 5, componentShare: 0.1, importLeadDays: 8 };
    const waitingIn = (shortageDays: number): readonly (string | undefined)[] => {
      const world = worldAfter(40, { seed: SEED, parameters: { ...parameters, shortageDays } });
      const isComponent = (itemId: string): boolean => world.get('item', itemId)?.category === 'control components';
      return [...world.all('order')].flatMap(({ customerId, lines }) =>
        lines
          .filter(({ backordered, itemId }) => backordered > 0 && isComponent(itemId))
          .map(() => world.get('customer', customerId)?.segment),
      );
    };
    const [plenty, short] = [waitingIn(0), waitingIn(365)];

    expect(short.length).toBeGreaterThan(20 + 2 * plenty.length);
    expect(new Set(short)).toEqual(new Set(['healthcare', 'manufacturing', 'municipal']));
  });
});

describe('an exception', () => {
  it('takes as long as the pace of who works it', () => {
    const meanHours = (deskSkillDeviation: number): ReadonlyMap<string, number> => {
      const world = worldAfter(20, {
        parameters: { deskSkillDeviation, deskLoad: 0.1, returnRatio: 0.5, returnsHours: 4 },
      });
      const byWorker = new Map<string, number[]>();
      for (const { type, assignedTo, openedAt, resolvedAt } of world.all('exception'))
        if (type === 'return' && assignedTo !== null && resolvedAt !== null)
          byWorker.set(assignedTo, [...(byWorker.get(assignedTo) ?? []), resolvedAt - openedAt]);
      return new Map([...byWorker].map(([name, times]) => [name, times.reduce((a, b) => a + b, 0) / times.length]));
    };
    const [alike, unlike] = [meanHours(0), meanHours(1)];

    expect(unlike.size).toBeGreaterThan(2);
    expect(Object.fromEntries(unlike)).not.toEqual(Object.fromEntries(alike));
  });

  it('of a late shipment or purchase names weather or the port only where they were the cause', () => {
    const causesIn = (parameters: Readonly<Record<string, number>>): ReadonlySet<string> =>
      new Set([...worldAfter(DAYS, { seed: SEED, parameters }).all('exception')].map(({ cause }) => cause));
    const calm = causesIn({ weatherPerYear: 0, portEpisodesPerYear: 0, transitLateRatio: 0.2 });
    const rough = causesIn({
      ...CLOGGED,
      weatherPerYear: 60,
      weatherDays: 10,
      transitLateRatio: 0,
      weatherLateRatio: 1,
    });

    expect([calm.has('weather'), calm.has('held up at the port'), calm.has('missed a connection')]).toEqual([
      false,
      false,
      true,
    ]);
    expect([rough.has('weather'), rough.has('held up at the port'), rough.has('missed a connection')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('demand', () => {
  it('that is more than can be told apart is refused with what came', () => {
    const world = smallWorld({
      scale: 80,
      parameters: {
        linesPerDay: 100_000,
        linesPerOrder: 1,
        items: 50,
        customers: 50,
        fieldShare: 0,
        ecommerceShare: 0,
      },
    });

    expect(() => world.advance(day(1))).toThrow(
      /linesPerDay times the scale: expected at most 65536 orders .* came \d+/,
    );
  });
});

function kpisWith(parameters: Readonly<Record<string, number>>): Kpis {
  return worldAfter(DAYS, { seed: SEED, parameters }).kpis();
}

function lateShare({ otif }: Kpis): number {
  return 1 - (otif.lineRatio ?? 1);
}

function missingStock({ fillRatio }: Kpis): number {
  return 1 - (fillRatio ?? 1);
}

function opened(type: keyof Kpis['exceptions']['byType']) {
  return ({ exceptions }: Kpis): number => exceptions.byType[type].opened;
}
