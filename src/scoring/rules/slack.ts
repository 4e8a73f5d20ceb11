import { daysBetween } from '../../domain/time.ts';
import { days } from '../features/wording.ts';
import { within, type Rule } from './rule.ts';

/** Days to spare between the expected delivery and the promise, in units of how far deliveries stray: one such unit is worth one. */
export const slack: Rule = {
  name: 'slack',
  signal: 'promise',
  weigh: ({ line: { promisedDeliverBy }, asOf }, { deliverDays, spreadDays, from }) => {
    if (promisedDeliverBy === null) return null;
    const spare = daysBetween(asOf, promisedDeliverBy) - deliverDays;
    if (Number.isNaN(spare)) return null;
    const said =
      spare < 0 ? `expected ${days(-spare)} after the promise` : `expected ${days(spare)} before the promise`;
    return { logOdds: within(-3, -spare / spreadDays, 4), said: `${said}, by ${from}` };
  },
};
