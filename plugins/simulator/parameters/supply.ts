import { parameter, share } from './parameter.ts';

/** Where goods come from and how reliably. */
export const SUPPLY = {
  suppliers: parameter({
    unit: 'suppliers at scale 1',
    range: [5, 5000],
    default: 120,
    meaning: 'suppliers; grows with the square root of the scale',
  }),
  importRatio: share(0.3, 'share of suppliers whose goods come through the port'),
  domesticLeadDays: parameter({
    unit: 'days',
    range: [1, 60],
    default: 7,
    meaning: 'mean lead time of domestic suppliers',
  }),
  importLeadDays: parameter({ unit: 'days', range: [5, 120], default: 24, meaning: 'mean lead time of imports' }),
  lateRatio: share(0.22, 'share of purchases that come later than the supplier said'),
  lateDays: parameter({ unit: 'days', range: [0.5, 60], default: 4, meaning: 'mean days of a late purchase' }),
  veryLateRatio: share(0.025, 'share of purchases that come much later'),
  veryLateDays: parameter({ unit: 'days', range: [5, 180], default: 25, meaning: 'mean days of those' }),
  safetyFactor: parameter({
    unit: 'standard deviations',
    range: [-1, 5],
    default: 1.8,
    meaning: 'safety stock, in standard deviations of demand over the lead time',
  }),
  coverDaysA: parameter({
    unit: 'days',
    range: [1, 120],
    default: 12,
    meaning: 'days of demand in a purchase of A items',
  }),
  coverDaysB: parameter({ unit: 'days', range: [1, 180], default: 28, meaning: 'of B items' }),
  coverDaysC: parameter({
    unit: 'days',
    range: [1, 360],
    default: 60,
    meaning: 'of C items, which two sites of four keep',
  }),
  unitCostMinor: parameter({
    unit: 'US cents',
    range: [10, 1_000_000],
    default: 1800,
    meaning: 'mean cost of a piece',
  }),
  marginRatio: share(0.27, 'mean gross margin of the selling price'),
  perishableRatio: share(0.08, 'share of items with lots that expire'),
  shelfLifeDays: parameter({ unit: 'days', range: [20, 1000], default: 150, meaning: 'mean shelf life of those' }),
  portEpisodesPerYear: parameter({
    unit: 'episodes/year',
    range: [0, 20],
    default: 3,
    meaning: 'times that the port clogs up',
  }),
  portEpisodeDays: parameter({ unit: 'days', range: [1, 90], default: 12, meaning: 'mean length of those' }),
  portDelayDays: parameter({ unit: 'days', range: [0, 60], default: 6, meaning: 'mean days that imports then wait' }),
  shortageEveryDays: parameter({
    unit: 'days',
    range: [5, 1000],
    default: 45,
    meaning: 'mean days from one shortage of the component to the next',
  }),
  shortageDays: parameter({ unit: 'days', range: [0, 365], default: 25, meaning: 'mean length of a shortage' }),
  shortageFillRatio: share(
    0.15,
    'share of what is ordered of the component that then comes; the rest is ordered anew when it ends',
  ),
  mismatchesPerYear: parameter({
    unit: 'counts/year/position',
    range: [0, 50],
    default: 0.5,
    meaning: 'times a year that a count finds other stock than is on the books',
  }),
};
