import { parameter, share } from './parameter.ts';

const ABC = 'usual split of an ABC analysis, after H. F. Dickie, Factory Management and Maintenance 109(7), 1951';

/** What is ordered, when and by how many. */
export const DEMAND = {
  linesPerDay: parameter({
    unit: 'lines/day at scale 1',
    range: [100, 100_000],
    default: 18_000,
    meaning: 'order lines on an average day of the week',
  }),
  linesPerOrder: parameter({ unit: 'lines', range: [1, 10], default: 3, meaning: 'mean lines of an order; 1 to 20' }),
  quantityPerLine: parameter({ unit: 'pieces', range: [1, 100], default: 6, meaning: 'mean pieces of a line' }),
  fieldShare: share(0.3, 'share of orders that come through field sales'),
  ecommerceShare: share(0.35, 'share of orders that come through the web shop; EDI brings the rest'),
  saturdayRatio: share(0.3, 'demand of a Saturday against a weekday'),
  sundayRatio: share(0.18, 'demand of a Sunday against a weekday'),
  mondayRatio: parameter({
    unit: 'ratio',
    range: [0.5, 2],
    default: 1.15,
    meaning: 'demand of a Monday against the other weekdays',
  }),
  spikesPerYear: parameter({
    unit: 'spikes/year/region',
    range: [0, 50],
    default: 8,
    meaning: 'regional spikes of demand',
  }),
  spikeDays: parameter({ unit: 'days', range: [0.5, 30], default: 3, meaning: 'mean length of a spike' }),
  spikeFactor: parameter({
    unit: 'ratio',
    range: [1, 5],
    default: 1.4,
    meaning: 'demand during a spike against usual',
  }),
  items: parameter({
    unit: 'items at scale 1',
    range: [50, 100_000],
    default: 6000,
    meaning: 'items in the catalog; grows with the square root of the scale',
  }),
  itemsARatio: share(0.2, 'share of items that move fastest', ABC),
  itemsBRatio: share(0.3, 'share of items in the middle', ABC),
  demandARatio: share(0.8, 'share of lines for A items', ABC),
  demandBRatio: share(0.15, 'share of lines for B items', ABC),
  componentShare: parameter({
    unit: 'share',
    range: [0, 0.2],
    default: 0.03,
    meaning: 'share of lines of healthcare, manufacturing and municipal customers for the component that goes short',
  }),
};
