/** What random numbers are drawn for: each purpose of each thing has a stream of its own. */
export const PURPOSE = {
  item: 1,
  customer: 2,
  supplier: 3,
  demandHour: 4,
  order: 5,
  attendance: 6,
  purchase: 7,
  initialStock: 8,
  shortPick: 9,
  transit: 10,
  weather: 11,
  spike: 12,
  port: 13,
  shortage: 14,
  deskPerson: 15,
  deskWork: 16,
  return: 17,
  dispute: 18,
  payment: 19,
  patience: 20,
  repromise: 21,
  stockCount: 22,
  entryFault: 23,
  portDelay: 24,
} as const;

/** What can happen, and in the comment what the number is that comes with it. */
export const EVENT = {
  /** 0 */
  demandHour: 1,
  /** channel and region, hour, and place within the hour */
  order: 2,
  /** site */
  wave: 3,
  /** wave */
  waveDone: 4,
  /** site */
  siteDay: 5,
  /** site and service */
  departure: 6,
  /** shipment */
  delivery: 7,
  /** shipment */
  failedDelivery: 8,
  /** shipment */
  delayNews: 9,
  /** purchase */
  receipt: 10,
  /** purchase */
  supplyNews: 11,
  /** kind and region of an episode */
  episode: 12,
  /** condition */
  clearing: 13,
  /** exception */
  workDone: 14,
  /** line */
  partialRelease: 15,
  /** line */
  patienceEnds: 16,
  /** 0 */
  paymentDay: 17,
  /** invoice */
  dispute: 18,
  /** return */
  returnAuthorized: 19,
  /** return */
  returnReceived: 20,
} as const;
