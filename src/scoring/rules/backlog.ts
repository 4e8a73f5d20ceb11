import { figure } from '../features/wording.ts';
import type { Rule } from './rule.ts';

/** What was accepted without supply. */
export const backlog: Rule = {
  name: 'backlog',
  signal: 'allocation',
  weigh: ({ line: { backordered, quantity } }) =>
    backordered !== null && backordered > 0
      ? { logOdds: 1.5, said: `${figure(backordered)} ${quantity.uom} accepted without supply` }
      : null,
};
