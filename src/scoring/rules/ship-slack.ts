import { daysBetween } from '../../domain/time.ts';
import { hoursFromNow } from '../features/wording.ts';
import { within, type Rule } from './rule.ts';

/** Hours until it must have left: half a day is worth one, and a ship date that has passed counts against it. */
export const shipSlack: Rule = {
  name: 'ship_slack',
  signal: 'promise',
  weigh: ({ line: { promisedShipBy, status }, asOf }) => {
    if (promisedShipBy === null || status === 'shipped') return null;
    const hours = 24 * daysBetween(asOf, promisedShipBy);
    if (Number.isNaN(hours)) return null;
    return { logOdds: within(-1, (HANDLING_HOURS - hours) / 12, 2), said: `must leave ${hoursFromNow(hours)}` };
  },
};

/** Usual hours from release to hand-over. */
const HANDLING_HOURS = 8;
