import { holdsOn } from '../../domain/queue.ts';
import type { Rule } from './rule.ts';

/** Each hold is worth 1.2, two at most count. */
export const holds: Rule = {
  name: 'holds',
  signal: 'holds',
  weigh: ({ order, line }) => {
    const found = holdsOn(order, line);
    if (found.length === 0) return null;
    return { logOdds: 1.2 * Math.min(2, found.length), said: `on hold: ${found.map(({ kind }) => kind).join(', ')}` };
  },
};
