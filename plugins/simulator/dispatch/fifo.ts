import type { Dispatch } from './dispatch.ts';

/**
 * First in, first out, by the time at which the order came: what order desks do without a system. Listed with the other classic rules
 * in S. S. Panwalkar and W. Iskander, A Survey of Scheduling Rules, Operations Research 25(1), 1977.
 */
export const fifo: Dispatch = {
  name: 'fifo',
  rank: (lines) => Float64Array.from(lines, (line) => -line.key),
};
