import { expect, test } from 'vitest';
import { featureList } from '../../src/scoring/feature-list.ts';
import { FULL_SETTINGS, fullBook, LINE, PLACED_AT } from './full-book.ts';
import { snapshotAfter } from './relive.ts';

const snapshot = snapshotAfter(fullBook(), LINE, PLACED_AT);

/** Worked out on paper from what `fullBook` tells: a line of 10, placed on a Monday at noon, to ship on Thursday at noon (UTC). */
const BY_HAND: Readonly<Record<string, readonly [value: number, said: string]>> = {
  stock_cover: [0.6, 'unbound stock covers 60 % of it'], // (8 on hand - 2 bound) / 10
  sla_hours: [72, 'contract owes delivery within 3 days'],
  is_regulated: [1, 'regulated customer'],
  flexible_days: [1, 'date may move by 1 day'],
  penalty_ratio: [0.04, 'a day late costs 4 % of its value'], // 2 % a day, and 10.00 of 500.00
  margin_ratio: [0.4, 'margin of 40 %'], // 10 pieces at 30.00 for 500.00
  substitute_cover: [3, 'substitutes cover 300 % of it'],
  return_ratio: [1 / 3, 'customer returned 33.3 % of what was delivered in the past year'],
  atp_cover: [5.5, 'stock and receipts cover 550 % of it in time'], // its own 2, and 8 - 2 bound - 3 due before + 50 to come
  days_to_cover: [2, 'all of it is there in 2 days'],
  days_to_receipt: [2, 'next receipt in 2 days'],
  lot_expiry: [20, 'first lot expires in 20 days'],
  allocated_ratio: [0.2, '20 % of it allocated'],
  backordered_ratio: [0.3, '30 % of it on backorder'],
  queue_hours: [2.5, 'pick queue needs 2.5 h'], // 10 hours of work, 4 people
  labor_slack: [22, '22 h of work to spare in the shifts'],
  docks_busy: [0.75, '75 % of the docks busy'],
  cutoff_hours: [51, 'carrier cutoff in 2.1 days'], // Wednesday 17:00 in Berlin: on Thursday it is too late
  cutoff_slack: [48, '2 days to spare before the carrier cutoff'], // 51 - 2.5 - half an hour of its own work
  carrier_capacity_left: [0.2, '20 % of the carrier’s day is free'],
  transit_slack: [3, '3 days to spare on the way'],
  eta_slack: [1, 'carrier expects it 1 day before the promise'],
  age_hours: [0, 'placed 0 h ago'],
  credit_problem: [1, 'credit hold'],
  address_problem: [1, 'address in doubt'],
  pricing_problem: [1, 'price in doubt'],
  edi_problem: [1, 'EDI document rejected'],
  stock_problem: [1, 'stock does not add up'],
  supply_problem: [1, 'supply delayed'],
  other_hold: [1, 'other hold'],
  open_severity: [4, 'open exception of critical severity'],
  credit_use: [0.9, 'customer has used 90 % of its credit'],
  receipt_delay: [1, 'the receipt that covers it is 1 day later than first announced'],
  weather_severity: [3, 'weather of high severity'],
  port_severity: [3, 'trouble at a port or border of high severity'],
  demand_severity: [3, 'spike of demand of high severity'],
  transport_severity: [3, 'dear or scarce transport of high severity'],
  other_severity: [3, 'other condition of high severity'],
};

test.each(Object.entries(BY_HAND))('%s is what it is by hand, and is said so', (name, [value, said]) => {
  const feature = featureList(FULL_SETTINGS).numbers.find((one) => one.name === name);
  const computed = feature?.compute(snapshot) ?? Number.NaN;

  expect(computed).toBeCloseTo(value, 9);
  expect(feature?.say(computed)).toBe(said);
});
