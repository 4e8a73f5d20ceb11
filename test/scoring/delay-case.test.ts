import { describe, expect, it } from 'vitest';
import { CostSettings, type Costs } from '../../src/domain/priority/cost-settings.ts';
import { ServiceTerms } from '../../src/domain/record/service-terms.ts';
import type { Snapshot } from '../../src/scoring/snapshot.ts';
import { delayCaseOf } from '../../src/scoring/priority/delay-case.ts';
import { priorityOf } from '../../src/scoring/priority/queue-entry.ts';
import { givenSnapshot } from './given-snapshot.ts';

const COSTS: Costs = { ...CostSettings.parse({ rates: { EUR: 2, JPY: 0.01 } }), currency: 'USD' };
const RISK = { late: 0.3, deliverP50At: '2013-06-18T00:00:00.000Z', deliverP90At: '2013-06-20T00:00:00.000Z' };
const { provenance } = givenSnapshot({}).line;

const worth = (amountMinor: number, currency: string) => givenSnapshot({ line: { value: { amountMinor, currency } } });
const marginOf = (snapshot: Snapshot) => delayCaseOf(snapshot, RISK, [], COSTS).stake.marginMinor;

function customerWith(terms: object, more: Partial<NonNullable<Snapshot['customer']>> = {}): Snapshot {
  const customer = {
    id: 'C-1',
    name: 'One',
    tier: null,
    segment: null,
    country: null,
    terms: ServiceTerms.parse(terms),
    creditLimit: null,
    creditUsed: null,
    yearlyMargin: null,
    attributes: {},
    provenance,
    ...more,
  };
  return { ...givenSnapshot({}), customer };
}

describe('a line as a case for being released', () => {
  it('counts money in the currency of the book, and what has no rate as unknown', () => {
    expect(marginOf(worth(10_000, 'USD'))).toBe(2000);
    expect(marginOf(worth(10_000, 'EUR'))).toBe(4000);
    expect(marginOf(worth(10_000, 'JPY'))).toBe(2000); // 10,000 whole yen are 100 dollars
    expect(marginOf(worth(10_000, 'CHF'))).toBe(20);
  });

  it('takes the cost of the line, else of its item, else a usual margin', () => {
    const item = {
      id: 'I-1',
      name: 'Item',
      category: null,
      uom: 'EA',
      velocity: null,
      substituteIds: [],
      shelfLifeDays: null,
    };
    const costly = { ...item, unitCost: { amountMinor: 1500, currency: 'USD' }, attributes: {}, provenance };

    expect(marginOf(givenSnapshot({ line: { cost: { amountMinor: 9000, currency: 'USD' } } }))).toBe(1000);
    expect(marginOf({ ...givenSnapshot({}), item: costly })).toBe(2500);
    expect(marginOf({ ...givenSnapshot({}), item: { ...costly, uom: 'BOX' } })).toBe(2000);
  });

  it('that is late already is as late as it is expected to be, and at least as it is now', () => {
    const asOf = '2013-06-20T00:00:00.000Z';
    const overdue = { ...givenSnapshot({ line: { promisedDeliverBy: '2013-06-19T00:00:00.000Z' } }), asOf };
    const lateWith = (deliverP50At: string | null) =>
      delayCaseOf(overdue, { late: 0.9999, deliverP50At, deliverP90At: null }, [], COSTS).overdueHours;

    expect(lateWith('2013-06-21T12:00:00.000Z')).toBe(60);
    expect(lateWith('2013-06-18T00:00:00.000Z')).toBe(24);
    expect(lateWith(null)).toBe(24);
    expect(delayCaseOf(givenSnapshot({}), RISK, [], COSTS).overdueHours).toBeNull();
  });

  it('has nothing at stake when nothing was promised', () => {
    const priority = priorityOf(givenSnapshot({ line: { promisedDeliverBy: null } }), null, [], COSTS);

    expect(priority).toMatchObject({ score: 0, tier: 'standard' });
  });

  it('takes penalties, flexible days and the firmness of a contract from the terms', () => {
    const firm = delayCaseOf(
      customerWith({
        deliverWithinHours: 48,
        latePenaltyRatioPerDay: 0.1,
        latePenaltyFlat: { amountMinor: 500, currency: 'USD' },
        latePenaltyCapRatio: 0.5,
      }),
      RISK,
      [],
      COSTS,
    );
    const flexible = delayCaseOf(customerWith({ deliverWithinHours: 48, flexibleDays: 2 }), RISK, [], COSTS);

    expect(firm.stake).toMatchObject({ penaltyPerDayMinor: 1000, penaltyFlatMinor: 500, penaltyCapMinor: 5000 });
    expect([firm.isContractual, firm.flexibleHours]).toEqual([true, 0]);
    expect([flexible.isContractual, flexible.flexibleHours]).toEqual([false, 48]);
  });

  it('lets the rest of its order wait with it where the order is sent whole', () => {
    const { line } = givenSnapshot({});
    const others = [line, { ...line, id: 'A/2' }, { ...line, id: 'A/3', status: 'delivered' as const }];
    const stakeWith = (terms: object) => delayCaseOf(customerWith(terms), RISK, others, COSTS).stake.downstreamMinor;

    expect(stakeWith({ acceptsPartial: false })).toBe(2000);
    expect(stakeWith({})).toBe(0);
  });

  it('shifts by the next cutoff of its carrier at its site, where it is known', () => {
    const site = { id: 'NORTH', name: 'North', zone: 'UTC', workload: null, provenance };
    const cutoffs = [{ siteId: 'NORTH', localTime: '04:00', weekdays: [1, 2, 3, 4, 5, 6, 7] }];
    const carrierService = {
      id: 'road',
      carrier: 'Road',
      service: 'Standard',
      transitDays: 2,
      transitDaysP90: null,
      price: null,
      cutoffs,
      capacity: null,
      provenance,
    };
    const at = (hour: string) => {
      const snapshot = { ...givenSnapshot({}), asOf: `2013-06-15T${hour}:00:00.000Z`, site, carrierService };
      return delayCaseOf(snapshot, RISK, [], COSTS);
    };

    expect(at('00').shiftHours).toBeGreaterThan(20); // ready at 2 now, at 6 with the next wave: the cutoff is at 4
    expect(at('06').shiftHours).toBeLessThan(0.1); // both ready long before tomorrow's cutoff
    expect(delayCaseOf(givenSnapshot({}), RISK, [], COSTS).shiftHours).toBe(COSTS.waveEveryHours);
  });
});
