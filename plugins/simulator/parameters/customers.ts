import { parameter, share } from './parameter.ts';

/** Who orders, on what terms, and how they pay. */
export const CUSTOMERS = {
  customers: parameter({
    unit: 'customers at scale 1',
    range: [50, 100_000],
    default: 5000,
    meaning: 'customers; grows with the square root of the scale',
  }),
  healthcareShare: share(0.2, 'share of demand from healthcare'),
  manufacturingShare: share(0.25, 'share of demand from manufacturing'),
  municipalShare: share(0.15, 'share of demand from municipal customers'),
  strategicShare: share(0.15, 'share of demand from strategic accounts; general trade orders the rest'),
  sameDayRatio: share(0.45, 'share of healthcare customers with a same-day contract'),
  regulatedRatio: share(0.25, 'share of healthcare customers that law or contract puts first'),
  healthcarePenaltyRatio: share(0.1, "healthcare's penalty a day late, of the value of the line"),
  manufacturingPenaltyRatio: share(0.04, "manufacturing's penalty a day late, of the value of the line"),
  strategicPenaltyRatio: share(0.03, "strategic accounts' penalty a day late, of the value of the line"),
  municipalPenaltyRatio: share(
    0.01,
    "municipal customers' penalty a day late, unless rescheduled within their flexible days",
  ),
  healthcarePenaltyFlatMinor: parameter({
    unit: 'US cents',
    range: [0, 1_000_000],
    default: 4000,
    meaning: 'owed once for a late line under a same-day contract',
  }),
  penaltyCapRatio: parameter({
    unit: 'ratio',
    range: [0, 5],
    default: 0.5,
    meaning: 'most that is owed for one line, of its value, the flat part included',
  }),
  flexibleDays: parameter({
    unit: 'days',
    range: [0, 30],
    default: 5,
    meaning: "mean of municipal customers' flexible days",
  }),
  substituteRatio: share(0.7, 'share of manufacturing customers that accept substitutes; of others a fifth of it'),
  wholeLinesRatio: share(0.25, 'share of customers that take a line whole or not at all'),
  plannedRatio: share(0.45, 'share of municipal and manufacturing orders wanted days ahead, not at once'),
  plannedDays: parameter({
    unit: 'days',
    range: [1, 60],
    default: 6,
    meaning: 'mean days ahead that planned orders want',
  }),
  creditHeadroom: parameter({
    unit: 'ratio',
    range: [0.2, 20],
    default: 2.2,
    meaning: 'credit limit against what a customer owes on average',
  }),
  paymentDays: parameter({ unit: 'days', range: [1, 60], default: 30, meaning: 'mean days from invoice to payment' }),
  remoteRatio: share(0.1, 'share of customers whose address is hard to reach'),
  remoteFactor: parameter({
    unit: 'ratio',
    range: [1, 20],
    default: 5,
    meaning: 'how much more often goods come late to them',
  }),
  returnRatio: share(0.02, 'share of delivered lines of which goods come back'),
  restockRatio: share(0.6, 'share of returned goods that go back on the shelf; the rest is scrapped'),
  patienceDays: parameter({
    unit: 'days',
    range: [1, 120],
    default: 21,
    meaning: 'mean days after the promise at which a customer cancels what has no stock',
  }),
};
