import type { Dispatch } from './dispatch.ts';

/** First in, first out: who ordered first is served first. What order desks do without a system. */
export const fifo: Dispatch = {
  name: 'fifo',
  rank: (lines) => Float64Array.from(lines, (line) => -line.key),
};
