import type { Dispatch } from './dispatch.ts';

/**
 * Earliest due date: the earliest promised ship time first. It makes the largest lateness on one machine as small as it can be: J. R.
 * Jackson, Scheduling a Production Line to Minimize Maximum Tardiness, Research Report 43, Management Science Research
 * Project, University of California, Los Angeles, 1955.
 */
export const edd: Dispatch = {
  name: 'edd',
  rank: (lines) => Float64Array.from(lines, (line) => -line.promisedShipBy),
};
