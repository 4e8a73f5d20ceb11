import { AppError } from '../../../src/providers/index.ts';
import { runningTotals, type Random } from '../engine/random.ts';
import { CHANNEL_LIKING } from './build/mix.ts';
import type { Customer } from './model/customer.ts';
import type { Channel, Region } from './state.ts';

/** Who orders next, by channel and region: some customers much more often than others. */
export class CustomerChoices {
  private readonly choices = new Map<string, Choice>();

  constructor(private readonly customers: readonly Customer[]) {}

  draw(channel: Channel, region: Region, random: Random): Customer {
    const key = `${channel}/${region}`;
    const choice = this.choices.get(key) ?? choiceOf(this.customers, channel, region);
    this.choices.set(key, choice);
    const customer = choice.customers[random.pick(choice.totals)];
    if (!customer) throw new AppError('INVARIANT', 'a world has no customers');
    return customer;
  }
}

interface Choice {
  readonly customers: readonly Customer[];
  readonly totals: Float64Array;
}

function choiceOf(all: readonly Customer[], channel: Channel, region: Region): Choice {
  const own = all.filter((customer) => customer.region === region);
  const customers = own.length > 0 ? own : all; // a very small world may have none there
  return {
    customers,
    totals: runningTotals(customers.map(({ weight, segment }) => weight * CHANNEL_LIKING[segment][channel])),
  };
}
