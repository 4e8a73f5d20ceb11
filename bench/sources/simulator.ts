import { simErp, simulatedDistributor } from '../../plugins/index.ts';
import type { BenchSource } from './bench-source.ts';
import { newFolder } from './new-folder.ts';

/** Of the distributor's size for 10,000 orders in a month. */
const SCALE = 0.058;

/** A simulated distributor in our own process, with a month of about as many orders behind it; its clock stands still. */
export async function openSimulator(orders: number): Promise<BenchSource> {
  const { folder, remove } = newFolder();
  const world = simulatedDistributor({ directory: folder, scale: (SCALE * orders) / 10_000, speed: 0 });
  world.use();
  await world.caughtUp();
  const stop = (): void => {
    world.leave();
    remove();
  };
  return { provider: simErp({ id: 'erp', world }), pid: null, stop };
}
