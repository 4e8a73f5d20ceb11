import { hoursToCutoffs } from '../../domain/cutoffs.ts';
import { isOpen, type OrderLine } from '../../domain/order-line.ts';
import type { DelayCase } from '../../domain/priority/cost-of-delay.ts';
import type { Costs } from '../../domain/priority/cost-settings.ts';
import { spreadOf } from '../../domain/priority/miss.ts';
import { nextOpportunity, type Opportunity } from '../../domain/priority/next-opportunity.ts';
import { marginOf, stakeOf, type Worth } from '../../domain/priority/stake-of.ts';
import { NO_STAKE, type Stake } from '../../domain/priority/stake.ts';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import { MS_PER_HOUR, toMs } from '../../domain/time.ts';
import type { Snapshot } from '../snapshot.ts';
import { toBookMinor } from './book-money.ts';

/** What of a recorded risk bears on its line's priority. */
export type Outlook = Pick<RecordedRisk, 'late' | 'deliverP50At' | 'deliverP90At'>;

/**
 * What is known of one line as a case for releasing it now. Without a risk (nothing was promised) nothing is at stake.
 * `orderLines` are all lines of its order.
 */
export function delayCaseOf(
  snapshot: Snapshot,
  risk: Outlook | null,
  orderLines: readonly OrderLine[],
  costs: Costs,
): DelayCase {
  const terms = snapshot.customer?.terms ?? null;
  return {
    stake: risk ? stakeOfLine(snapshot, orderLines, costs) : NO_STAKE,
    late: risk?.late ?? 0,
    overdueHours: overdueHours(snapshot, risk),
    spreadHours: spreadHours(risk),
    flexibleHours: 24 * (terms?.flexibleDays ?? 0),
    ...opportunityOf(snapshot, costs),
    effortMinutes: snapshot.line.effortMinutes ?? costs.effortMinutes,
    isRegulated: terms?.isRegulated ?? false,
    isContractual: terms !== null && terms.deliverWithinHours !== null && terms.flexibleDays === 0,
  };
}

/** Where the scorer tells no dates: an assumption. */
const USUAL_SPREAD_HOURS = 24;

function spreadHours(risk: Outlook | null): number {
  if (!risk?.deliverP50At || !risk.deliverP90At) return USUAL_SPREAD_HOURS;
  return spreadOf(0, (toMs(risk.deliverP90At) - toMs(risk.deliverP50At)) / MS_PER_HOUR);
}

/** Once the promise has passed: how late it will be when it comes when it is expected now, or at least is already. */
function overdueHours({ line, asOf }: Snapshot, risk: Outlook | null): number | null {
  const { promisedDeliverBy } = line;
  if (promisedDeliverBy === null || asOf <= promisedDeliverBy) return null;
  const expectedAt = risk?.deliverP50At && risk.deliverP50At > asOf ? risk.deliverP50At : asOf;
  return (toMs(expectedAt) - toMs(promisedDeliverBy)) / MS_PER_HOUR;
}

function opportunityOf({ line, site, carrierService, asOf }: Snapshot, costs: Costs): Opportunity {
  const workload = site?.workload;
  const queueHours = workload ? workload.queuedHours / Math.max(0.5, workload.crew) : costs.handlingHours;
  const effortHours = (line.effortMinutes ?? costs.effortMinutes) / 60;
  return nextOpportunity({
    waveHours: costs.waveEveryHours,
    handlingHours: Math.min(MOST_QUEUE_HOURS, queueHours) + effortHours,
    cutoffHours:
      site && carrierService ? hoursToCutoffs(carrierService.cutoffs, { siteId: site.id, zone: site.zone }, asOf) : [],
  });
}

const MOST_QUEUE_HOURS = 72;

function stakeOfLine({ line, item, customer }: Snapshot, orderLines: readonly OrderLine[], costs: Costs): Stake {
  const terms = customer?.terms ?? null;
  const worth: Worth = {
    ...worthOf(line, costs),
    yearlyMarginMinor: toBookMinor(customer?.yearlyMargin ?? null, costs),
    downstreamMinor: terms?.acceptsPartial === false ? marginOfOthers(line, orderLines, costs) : 0,
    penaltyFlatMinor: toBookMinor(terms?.latePenaltyFlat ?? null, costs) ?? 0,
  };
  const unitCost = toBookMinor(item?.unitCost ?? null, costs);
  const itemCost = unitCost === null || item?.uom !== line.quantity.uom ? null : unitCost * line.quantity.value;
  return stakeOf({ ...worth, costMinor: worth.costMinor ?? itemCost }, terms);
}

function worthOf({ value, cost }: OrderLine, costs: Costs): Pick<Worth, 'valueMinor' | 'costMinor'> {
  return { valueMinor: toBookMinor(value, costs), costMinor: toBookMinor(cost, costs) };
}

function marginOfOthers({ id }: OrderLine, orderLines: readonly OrderLine[], costs: Costs): number {
  return orderLines
    .filter((other) => other.id !== id && isOpen(other))
    .reduce((sum, other) => sum + marginOf(worthOf(other, costs)), 0);
}
