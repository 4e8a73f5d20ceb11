import type { OrderException } from '../../domain/exception.ts';
import type { Rule } from './rule.ts';

const WEIGHTS: Readonly<Record<OrderException['severity'], number>> = { low: 0.2, medium: 0.5, high: 1, critical: 1.6 };
const MOST = 2.5;

/** Open exceptions by how bad they are. */
export const openExceptions: Rule = {
  name: 'open_exceptions',
  signal: 'openExceptions',
  weigh: ({ exceptions }) => {
    const open = (exceptions ?? []).filter(({ resolvedAt }) => resolvedAt === null);
    if (open.length === 0) return null;
    const sum = open.reduce((total, { severity }) => total + WEIGHTS[severity], 0);
    return { logOdds: Math.min(MOST, sum), said: `open: ${open.map(({ type }) => type).join(', ')}` };
  },
};
