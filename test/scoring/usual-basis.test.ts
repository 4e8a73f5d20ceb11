import { expect, test } from 'vitest';
import { addMs, MS_PER_DAY, MS_PER_HOUR } from '../../src/domain/time.ts';
import { exampleTable, type ExampleTable } from '../../src/scoring/example-table.ts';
import type { Example } from '../../src/scoring/example.ts';
import { createRandom } from '../../src/scoring/random.ts';
import { usualBasis } from '../../src/scoring/usual-basis.ts';
import { START } from './synthetic-book.ts';

/** Lines to three regions; what is promised and how long it takes is up to the test. */
function tableOf(days: (region: number, random: () => number) => { readonly promised: number; readonly lead: number }) {
  const random = createRandom(3);
  return exampleTable(
    Array.from({ length: 900 }, (_, i): Example => {
      const region = i % 3;
      const placedAt = addMs(START, i * MS_PER_HOUR);
      const { promised, lead } = days(region, random);
      return {
        ...{ lineId: `L${i}`, orderId: `O${i}`, placedAt, asOf: placedAt, cancelledAt: null },
        promisedDeliverBy: addMs(placedAt, promised * MS_PER_DAY),
        outcome: { knownAt: placedAt, leadDays: lead, delayDays: lead - promised, late: lead > promised },
        ...{ numbers: [], categories: [`region ${region}`] },
        mishaps: { short: null, exception: null },
        baselines: { baseRatio: null, routeRatio: null },
      };
    }),
  );
}

function basisOf(table: ExampleTable) {
  return usualBasis(
    table,
    Int32Array.from({ length: table.count }, (_, row) => row),
    [0],
    1e9,
  );
}

test('where deliveries are made to meet promises, the delay is told', () => {
  const table = tableOf((_, random) => {
    const promised = 3 + 30 * random();
    return { promised, lead: promised + 2 * random() - 1 };
  });

  expect(basisOf(table)).toBe('delay');
});

test('where a promise merely knows the way, the lead time is told', () => {
  const table = tableOf((region, random) => ({
    promised: 5 + 8 * region + random(),
    lead: 2 + 6 * region + 4 * random(),
  }));

  expect(basisOf(table)).toBe('lead');
});

test('a change of what is promised, which deliveries do not follow, leaves the lead time', () => {
  let line = 0;
  const table = tableOf((region, random) => {
    line += 1;
    return { promised: (5 + 8 * region) * (line > 450 ? 0.75 : 1), lead: 2 + 6 * region + 4 * random() };
  });

  expect(basisOf(table)).toBe('lead');
});
