import { Worker } from 'node:worker_threads';
import type { Load } from './http-load.ts';

/** How many requests a second a server answers under a load, which another thread sends. */
export function rateOf(load: Load): Promise<number> {
  return new Promise((resolve, reject) => {
    new Worker(new URL('./http-load.ts', import.meta.url), { workerData: load })
      .on('message', resolve)
      .on('error', reject);
  });
}
