import { expect, it } from 'vitest';
import { costOfDelay, type DelayCase } from '../../../src/domain/priority/cost-of-delay.ts';
import { placeOf } from '../../../src/domain/priority/place.ts';
import { NO_STAKE } from '../../../src/domain/priority/stake.ts';
import { read } from '../../support/source-files.ts';
import { RATIOS } from './arbitraries.ts';

const usual = { waitHours: 4, overdueHours: null, flexibleHours: 0, isRegulated: false, isContractual: false };

/** Lines of docs/priority.md; D and E are A again, later. */
const FRESH: Readonly<Record<string, DelayCase>> = {
  A: {
    ...usual,
    isContractual: true,
    stake: {
      ...NO_STAKE,
      marginMinor: 3000,
      penaltyFlatMinor: 5000,
      penaltyPerDayMinor: 600,
      penaltyCapMinor: 12_000,
    },
    late: 0.2,
    spreadHours: 6,
    shiftHours: 24,
    effortMinutes: 6,
  },
  B: {
    ...usual,
    stake: { ...NO_STAKE, marginMinor: 400_000, yearlyMarginMinor: 2_000_000 },
    late: 0.1,
    spreadHours: 24,
    flexibleHours: 120,
    shiftHours: 24,
    effortMinutes: 60,
  },
  C: {
    ...usual,
    stake: { ...NO_STAKE, marginMinor: 50_000, yearlyMarginMinor: 1_000_000, penaltyPerDayMinor: 5000 },
    late: 0.5,
    spreadHours: 12,
    shiftHours: 4,
    effortMinutes: 20,
  },
};

const LINES: Readonly<Record<string, DelayCase>> = {
  ...FRESH,
  D: { ...(FRESH.A as DelayCase), late: 0.9999, overdueHours: 10 },
  E: { ...(FRESH.A as DelayCase), late: 0.9999, overdueHours: 720 },
};

it('the lines worked by hand come out as docs/priority.md has them, in that order', () => {
  const table = [
    ...read('docs/priority.md').matchAll(/^\| ([A-E]) +\| (\w+) +\| +([\d.]+) \| +(\d+) \| +([\d.]+) \| +(\d) \|$/gm),
  ];
  const told = table.map(([, line, tier, cost, effort, score]) => [line, tier, cost, effort, score]);

  const worked = Object.entries(LINES).map(([lineId, given]) => {
    const { tier, score, costOfDelayPerHour, effortMinutes } = costOfDelay(given, RATIOS);
    const place = placeOf({ tier, score, promisedDeliverBy: null, placedAt: '2013-06-01T00:00:00.000Z', lineId });
    return { place, row: [lineId, tier, costOfDelayPerHour.toFixed(2), String(effortMinutes), score.toFixed(2)] };
  });

  expect(told).toHaveLength(5);
  expect(worked.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ row }) => row)).toEqual(told);
});

it('a contract that is not immediate is ranked by money, and one that can no longer be kept too', () => {
  const tierAt = (late: number) => costOfDelay({ ...(LINES.A as DelayCase), late }, RATIOS).tier;

  expect(tierAt(0.001)).toBe('standard');
  expect(tierAt(0.3)).toBe('contractual');
  expect(tierAt(0.9)).toBe('standard');
});
