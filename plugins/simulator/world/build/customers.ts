import { runningTotals, type Randomness } from '../../engine/random.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { Customer } from '../model/customer.ts';
import { PURPOSE } from '../purposes.ts';
import { REGIONS, SEGMENTS, type SimTime } from '../state.ts';
import { REGION_SHARES, segmentShare, tierAt } from './mix.ts';
import { termsOf } from './terms.ts';

interface Setting {
  readonly parameters: Parameters;
  readonly scale: number;
  readonly randomness: Randomness;
  readonly startsAt: SimTime;
}

const CITIES = {
  east: ['Atlanta', 'Boston', 'Charlotte', 'Miami', 'New York', 'Philadelphia'],
  central: ['Chicago', 'Dallas', 'Houston', 'Kansas City', 'Minneapolis', 'St. Louis'],
  mountain: ['Albuquerque', 'Boise', 'Denver', 'Salt Lake City'],
  west: ['Los Angeles', 'Portland', 'Sacramento', 'San Diego', 'Seattle'],
} as const;

/** Customers of every segment and region; a few order much, most little. */
export function buildCustomers({ parameters, scale, randomness, startsAt }: Setting): readonly Customer[] {
  const count = Math.max(60, Math.round(parameters.customers * Math.sqrt(scale)));
  const segments = runningTotals(SEGMENTS.map((segment) => segmentShare(parameters, segment)));
  const regions = runningTotals(REGIONS.map((region) => REGION_SHARES[region]));
  const valueOfLine = (parameters.quantityPerLine * parameters.unitCostMinor) / (1 - parameters.marginRatio);
  const marginPerDay = parameters.linesPerDay * scale * valueOfLine * parameters.marginRatio;
  return Array.from({ length: count }, (_, index) => {
    const random = randomness.of(PURPOSE.customer, index);
    const segment = SEGMENTS[random.pick(segments)] ?? 'trade';
    const region = REGIONS[random.pick(regions)] ?? 'east';
    const tier = tierAt(segment, random.next());
    const weight = random.spread(1, tier === 'platinum' ? 1.5 : 1) * (tier === 'platinum' ? 2 : 1);
    const isSameDay = segment === 'healthcare' && random.chance(parameters.sameDayRatio);
    const terms = termsOf(parameters, segment, isSameDay, random);
    const marginADay = (marginPerDay * weight) / (count * MEAN_WEIGHT);
    const owed = (marginADay / parameters.marginRatio) * (parameters.paymentDays + OPEN_DAYS);
    const orders = FEW_ORDERS * valueOfLine * parameters.linesPerOrder;
    return new Customer(
      index,
      `${segment} customer ${index + 1} (simulated)`,
      segment,
      tier,
      region,
      CITIES[region][random.below(CITIES[region].length)] ?? CITIES[region][0],
      terms,
      isSameDay,
      Math.round((owed + orders) * parameters.creditHeadroom * random.between(0.75, 1.25)),
      Math.round(marginADay * 365),
      weight,
      Math.min(0.3, random.spread(parameters.returnRatio, 1)),
      random.chance(parameters.remoteRatio) ? parameters.remoteFactor : 1,
      startsAt,
    );
  });
}

/** Mean of `weight` over customers: a platinum tier for about one in six doubles it there. */
const MEAN_WEIGHT = 1.17;
/** Days that an order is open on average before it is billed. */
const OPEN_DAYS = 4;
/** Orders that a customer who rarely orders may owe at once. */
const FEW_ORDERS = 5;
