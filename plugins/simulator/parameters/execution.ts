import { parameter, share } from './parameter.ts';

/** Loading doors of a site at scale 1 with which it loads what `dockHeadroom` says. */
export const USUAL_DOCKS = 24;

/** What sites and carriers can do in a day. */
export const EXECUTION = {
  effortMinutes: parameter({
    unit: 'minutes',
    range: [0.2, 30],
    default: 2.1,
    meaning: 'mean work to release, pick and pack a line',
  }),
  laborUtilization: parameter({
    unit: 'ratio',
    range: [0.4, 1.5],
    default: 0.89,
    meaning: 'work of an average week against the hours on shift: sets how many people there are',
  }),
  eveningShiftRatio: parameter({
    unit: 'ratio',
    range: [0, 2],
    default: 0.75,
    meaning: 'people of the evening shift against the day shift',
  }),
  saturdayShiftRatio: parameter({
    unit: 'ratio',
    range: [0, 2],
    default: 0.4,
    meaning: 'people of a Saturday against a weekday',
  }),
  sundayShiftRatio: parameter({
    unit: 'ratio',
    range: [0, 2],
    default: 0.2,
    meaning: 'people of a Sunday against a weekday',
  }),
  attendanceDeviation: parameter({
    unit: 'standard deviations',
    range: [0, 0.4],
    default: 0.07,
    meaning: 'how much the people who come differ from those planned, from shift to shift',
  }),
  waveHours: parameter({
    unit: 'hours',
    range: [0.5, 6],
    default: 1.5,
    meaning: 'from entering a wave to standing at the dock',
  }),
  docks: parameter({
    unit: 'doors/site at scale 1',
    range: [1, 500],
    default: USUAL_DOCKS,
    meaning:
      'loading doors; linear in the scale, at least one: with fewer than the default a site loads less in proportion',
  }),
  dockHeadroom: parameter({
    unit: 'ratio',
    range: [0.2, 10],
    default: 1.6,
    meaning: 'what the default number of doors of a site loads in an hour, against its largest usual departure',
  }),
  shortPickRatio: share(0.006, 'share of picks that find less than is on the books'),
  carrierHeadroom: parameter({
    unit: 'ratio',
    range: [0.2, 10],
    default: 1.7,
    meaning: 'lines that a carrier service takes in a day, against its usual weekday',
  }),
  processingHours: parameter({
    unit: 'hours',
    range: [0.5, 72],
    default: 5,
    meaning: 'the ERP promises the first departure at least so long after order entry',
  }),
  courierProcessingHours: parameter({
    unit: 'hours',
    range: [0.5, 24],
    default: 3,
    meaning: 'the same for the same-day courier',
  }),
  transitLateRatio: share(
    0.025,
    'share of shipments that arrive later than the carrier quotes, by a usual service to an address that is easy to reach',
  ),
  transitLateDays: parameter({ unit: 'days', range: [1, 20], default: 1.4, meaning: 'mean days of those' }),
  failedDeliveryRatio: share(0.006, 'share of shipments whose first delivery fails; the second comes a day later'),
  weatherPerYear: parameter({
    unit: 'episodes/year/region',
    range: [0, 60],
    default: 9,
    meaning: 'spells of weather that slow deliveries',
  }),
  weatherDays: parameter({ unit: 'days', range: [0.2, 20], default: 2, meaning: 'mean length of those' }),
  weatherLateRatio: share(0.35, 'share of shipments into the region that are then late'),
  freightFactor: parameter({
    unit: 'ratio',
    range: [0, 10],
    default: 1,
    meaning: 'freight against the prices assumed for each service',
  }),
};
