import { timeOfDay } from '../../engine/zone-clock.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { Service, type Departure } from '../model/service.ts';
import { SEGMENTS, type SimTime } from '../state.ts';
import { COURIER, SERVICE_IDS, SERVICE_SHARES, segmentShare } from './mix.ts';
import { COURIER_HOURS } from '../transit-quote.ts';

interface Sheet {
  readonly priceMinor: number;
  readonly departures: readonly Departure[];
  /** Delivery days by steps between regions; null for hours. */
  readonly quotedDays: readonly number[] | null;
  readonly latenessFactor: number;
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/** Prices, hand-overs and quoted days of each service. All assumed, as usual for such services in the United States. */
const SHEETS: readonly Sheet[] = [
  {
    priceMinor: 1100,
    departures: [{ minute: 17 * 60, weekdays: WEEKDAYS }],
    quotedDays: [2, 3, 4, 5],
    latenessFactor: 1,
  },
  {
    priceMinor: 2400,
    departures: [{ minute: 18 * 60 + 30, weekdays: WEEKDAYS }],
    quotedDays: [2, 2, 2, 2],
    latenessFactor: 0.7,
  },
  {
    priceMinor: 4600,
    departures: [{ minute: 20 * 60, weekdays: WEEKDAYS }],
    quotedDays: [1, 1, 1, 1],
    latenessFactor: 0.6,
  },
  {
    priceMinor: 9000,
    departures: [{ minute: 15 * 60, weekdays: WEEKDAYS }],
    quotedDays: [3, 4, 5, 6],
    latenessFactor: 4,
  },
  {
    priceMinor: 3800,
    departures: [
      ...[10, 12, 14].map((hour) => ({ minute: hour * 60, weekdays: [...WEEKDAYS, ...WEEKEND] })),
      ...[16, 18, 20, 22].map((hour) => ({ minute: hour * 60, weekdays: WEEKDAYS })),
    ],
    quotedDays: null,
    latenessFactor: 0.6,
  },
];

/** `lines` is what each site is expected to ship on an average day. */
export function buildServices(
  parameters: Parameters,
  sites: readonly { readonly id: string; readonly lines: number }[],
  begin: SimTime,
): readonly Service[] {
  return SHEETS.map(({ priceMinor, departures, quotedDays, latenessFactor }, index) => {
    const id = SERVICE_IDS[index] ?? 'parcel/ground';
    const [carrier = '', service = ''] = id.split('/');
    const days = quotedDays === null ? COURIER_HOURS.mean / 24 : quotedDays.reduce((sum, day) => sum + day, 0) / 4;
    const capacity = sites.map(({ lines }) =>
      withSpare(usualLines(parameters, index, lines) * parameters.carrierHeadroom),
    );
    return new Service(
      index,
      id,
      carrier,
      service,
      Math.round(priceMinor * parameters.freightFactor),
      departures,
      sites.flatMap((site) =>
        departures.map(({ minute, weekdays }) => ({
          siteId: site.id,
          localTime: timeOfDay(minute),
          weekdays: [...weekdays],
        })),
      ),
      quotedDays,
      latenessFactor,
      days,
      quotedDays === null ? COURIER_HOURS.p90 / 24 : days + 1,
      Float64Array.from(capacity),
      begin,
    );
  });
}

/** Room for a usual load, and for a day on which more comes: the smaller the load, the more in proportion. */
export function withSpare(lines: number): number {
  return Math.ceil(lines + 4 * Math.sqrt(lines)) + 2;
}

/** Lines that a site gives a service on a usual weekday: weekday services carry the weekend's lines too. */
export function usualLines(parameters: Parameters, service: number, linesPerDay: number): number {
  const sameDay = segmentShare(parameters, 'healthcare') * parameters.sameDayRatio;
  if (service === COURIER) return linesPerDay * sameDay;
  const share = SEGMENTS.reduce(
    (sum, segment) => sum + segmentShare(parameters, segment) * (SERVICE_SHARES[segment][service] ?? 0),
    0,
  );
  return linesPerDay * share * (7 / 5);
}
