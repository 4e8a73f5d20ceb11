import { parameter, share } from './parameter.ts';

/** What goes wrong at people's desks, and how long it takes them. */
export const EXCEPTIONS = {
  addressRatio: share(0.006, 'share of web and field orders whose address fails'),
  ediRatio: share(0.008, 'share of EDI orders whose mapping fails'),
  pricingRatio: share(0.006, 'share of field and EDI orders whose price differs from the contract'),
  disputeRatio: share(0.01, 'share of invoices that are disputed'),
  repromiseRatio: share(0.5, 'share of waiting lines that are promised anew when their supply turns out late'),
  toldOfDelayRatio: share(0.7, 'share of late shipments of which the carrier says so'),
  deskLoad: parameter({
    unit: 'ratio',
    range: [0.1, 1.5],
    default: 0.65,
    meaning: 'work of a desk on an average day against the hours of its people: sets how many there are, at least one',
  }),
  deskSkillDeviation: parameter({
    unit: 'ratio',
    range: [0, 1],
    default: 0.35,
    meaning: 'how much the pace of the people at a desk differs',
  }),
  creditHours: parameter({ unit: 'hours', range: [0.1, 80], default: 1, meaning: 'mean work on a credit hold' }),
  customerServiceHours: parameter({
    unit: 'hours',
    range: [0.1, 80],
    default: 0.5,
    meaning: 'on an address or a price',
  }),
  ediHours: parameter({ unit: 'hours', range: [0.1, 80], default: 0.8, meaning: 'on an EDI mapping' }),
  inventoryHours: parameter({
    unit: 'hours',
    range: [0.1, 80],
    default: 0.7,
    meaning: 'on a short pick or a mismatch',
  }),
  transportHours: parameter({ unit: 'hours', range: [0.1, 80], default: 0.3, meaning: 'on a late shipment' }),
  purchasingHours: parameter({ unit: 'hours', range: [0.1, 80], default: 0.8, meaning: 'on a late purchase' }),
  billingHours: parameter({ unit: 'hours', range: [0.1, 80], default: 1.2, meaning: 'on a disputed invoice' }),
  returnsHours: parameter({ unit: 'hours', range: [0.1, 80], default: 0.3, meaning: 'on a return' }),
  warmUpDays: parameter({
    unit: 'days',
    range: [0, 60],
    default: 14,
    meaning: 'days from the start whose lines are not counted in the KPIs, while the world fills up',
  }),
};
