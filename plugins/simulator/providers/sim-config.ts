import { z } from '../../../src/providers/index.ts';
import { SimulatedDistributor } from '../distributor/simulated-distributor.ts';

/** What is given to read one system of a simulated distributor. */
export const SimConfig = z.object({
  /** The same for all its systems: `const world = simulatedDistributor({ … })`. */
  world: z.instanceof(SimulatedDistributor, { error: 'expected what simulatedDistributor(…) returns' }),
  /** Records a page at most. */
  pageSize: z.int().min(1).max(10_000).default(500),
});
export type SimConfig = z.output<typeof SimConfig>;
