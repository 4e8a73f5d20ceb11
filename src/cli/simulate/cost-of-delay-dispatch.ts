import type { Dispatch, DispatchContext, DispatchLine } from '../../../plugins/index.ts';
import { costOfDelayScore, lateWhenMoved, type DelayCase } from '../../domain/priority/cost-of-delay.ts';
import { LossRatios } from '../../domain/priority/loss-ratios.ts';
import { lateFromSlack, logOddsOfHours, MOST_LOG_ODDS, spreadOf } from '../../domain/priority/miss.ts';
import { handOverHours } from '../../domain/priority/next-opportunity.ts';
import { marginOf } from '../../domain/priority/stake-of.ts';
import type { Stake } from '../../domain/priority/stake.ts';
import { TIERS, tierOf } from '../../domain/priority/tier.ts';
import { MS_PER_HOUR } from '../../domain/time.ts';

/** Hours between two waves of a simulated site: the least that a line which is passed over waits. */
const WAVE_EVERY_HOURS = 1;
/**
 * A line that is passed over may be passed over again: share of the time until the site has worked off its queue that it is taken to
 * wait. Chosen on seeds 101 to 108 at scale 0.05, 60 days; from 0.05 to 0.3 all did much alike.
 */
const QUEUE_RATIO = 0.15;
/** Hours that a line which gets no stock now waits for more: nobody tells when the next receipt comes. Assumed. */
const STOCK_WAIT_HOURS = 48;
/**
 * Services that quote days deliver by daylight what they quote for the end of the day: half a day early, give or take some hours. Their
 * mean over the week tells less, as it is blurred by weekends. Assumed.
 */
const DAY_SERVICE = { earlyHours: 11, spreadHours: 4 };
/** In a simulation nobody leaves for being served late: what is lost beyond penalties is the sale. */
const RATIOS = LossRatios.parse({ churn: 0, churnPerDay: 0 });
/** Above every score, so that a tier is a floor. */
const FLOOR = 2 ** 36;

/**
 * The platform's own rule (`docs/priority.md`) as a rule of dispatch: tier first, then what waiting costs an hour, by the scarce
 * thing that a line takes: minutes of work in a wave, pieces where stock is short. It asks no model: the chance to be late is
 * counted from the slack to the promise.
 *
 * Customers who could wait longer by agreement are owed all the same unless someone reschedules them, which a rule of dispatch
 * cannot: their flexible days do not count.
 */
export function costOfDelayDispatch(): Dispatch {
  const placeOf = createScorer();
  return {
    name: 'cost-of-delay',
    rank: (lines, context) => Float64Array.from(lines, (line) => placeOf(line, context)),
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Scores line after line without an object for any: a large site ranks thousands an hour. */
function createScorer(): (line: DispatchLine, context: DispatchContext) => number {
  const stake: Writable<Stake> = {
    marginMinor: 0,
    downstreamMinor: 0,
    yearlyMarginMinor: 0,
    penaltyFlatMinor: 0,
    penaltyPerDayMinor: 0,
    penaltyCapMinor: 0,
  };
  const given: Writable<DelayCase> = {
    ...{ stake, isRegulated: false, isContractual: false },
    ...{ late: 0, overdueHours: null, spreadHours: 1, flexibleHours: 0 },
    ...{ waitHours: 1, shiftHours: 0, effortMinutes: 1 },
  };
  const cutoffHours = [0, 0];

  return (line, context) => {
    const { terms } = line;
    fillStake(stake, line);
    given.isRegulated = terms.isRegulated;
    given.isContractual = terms.deliverWithinHours !== null && terms.flexibleDays === 0;
    cutoffHours[0] = (line.nextCutoffAt - context.now) / MS_PER_HOUR;
    cutoffHours[1] = (line.cutoffAfterAt - context.now) / MS_PER_HOUR;
    const isForStock = context.purpose === 'stock';
    given.waitHours = isForStock ? STOCK_WAIT_HOURS : Math.max(WAVE_EVERY_HOURS, QUEUE_RATIO * context.queueHours);
    given.shiftHours = isForStock ? given.waitHours : shiftOf(given.waitHours, context.waveHours, cutoffHours);
    const quotesDays = line.transitHours >= 24;
    given.spreadHours = quotesDays ? DAY_SERVICE.spreadHours : spreadOf(line.transitHours, line.transitHoursP90);
    const slackHours = slackHoursOf(line, quotesDays);
    given.late = lateFromSlack(slackHours, given.spreadHours);
    given.overdueHours = logOddsOfHours(-slackHours, given.spreadHours) > MOST_LOG_ODDS ? -slackHours : null;
    given.effortMinutes = isForStock ? missingPieces(line) : line.effortMinutes;
    const score = costOfDelayScore(given, RATIOS);
    const tier = tierOf(given, lateWhenMoved(given, 0), lateWhenMoved(given, given.shiftHours));
    return (TIERS.length - 1 - TIERS.indexOf(tier)) * FLOOR + Math.min(score, FLOOR - 1);
  };
}

function fillStake(stake: Writable<Stake>, line: DispatchLine): void {
  const { terms, valueMinor } = line;
  stake.marginMinor = marginOf(line);
  stake.penaltyFlatMinor = terms.latePenaltyFlat?.amountMinor ?? 0;
  stake.penaltyPerDayMinor = terms.latePenaltyRatioPerDay * valueMinor;
  stake.penaltyCapMinor = terms.latePenaltyCapRatio === null ? Infinity : terms.latePenaltyCapRatio * valueMinor;
}

/** Hours to spare when it is handed over at the next cutoff: what it was promised by, and the carrier's own haste. */
function slackHoursOf(line: DispatchLine, quotesDays: boolean): number {
  const early = quotesDays
    ? DAY_SERVICE.earlyHours
    : (line.promisedDeliverBy - line.promisedShipBy) / MS_PER_HOUR - line.transitHours;
  return (line.promisedShipBy - line.nextCutoffAt) / MS_PER_HOUR + early;
}

/** Hours by which the hand-over moves when a line enters a wave so much later. */
function shiftOf(waitHours: number, waveHours: number, cutoffHours: readonly number[]): number {
  return handOverHours(waitHours + waveHours, cutoffHours) - handOverHours(waveHours, cutoffHours);
}

function missingPieces({ openQuantity, allocatedRatio }: DispatchLine): number {
  return Math.max(1, openQuantity * (1 - allocatedRatio));
}
