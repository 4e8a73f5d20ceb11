import { join } from 'node:path';
import { simCrm, simErp, simTms, simulatedDistributor, simWms } from '../plugins/index.ts';
import { parseConfig } from './config.ts';
import type { LoadedConfig } from './config-file.ts';

/** What may be said of the demonstration book; `simulatedDistributor` knows the ranges. */
export interface DemoOptions {
  /** Another seed is another distributor, with a book of its own. */
  readonly seed?: number;
  /** 1 is 18,000 order lines a day. */
  readonly scale?: number;
  /** How many times as fast as real time its clock goes. */
  readonly speed?: number;
  /** Days of past business at the first start. */
  readonly historyDays?: number;
}

/** Milliseconds between two reads: with simulated minutes passing in a second there is always something new. */
const POLL_MS = 1000;

/** Which facts of a simulated distributor are features. */
export const SIMULATED_SCORING = {
  route: ['siteId', 'shipTo.region', 'carrierServiceId'],
  categories: ['supplierId', 'channel', 'category', 'velocity', 'segment'],
  numbers: ['priorityCode'],
};

/**
 * The configuration of the demonstration book: a simulated distributor, kept in `dataDir`, as four source systems, and its clock as
 * that of the book. Throws `CONFIG_INVALID` for options out of range.
 */
export function demoConfig(
  { seed = 1, scale = 0.01, speed = 60, historyDays = 30 }: DemoOptions,
  dataDir: string,
): LoadedConfig {
  const directory = join(dataDir, 'simulator', String(seed));
  const world = simulatedDistributor({ seed, scale, speed, historyDays, directory });
  const systems = { 'sim-crm': simCrm, 'sim-wms': simWms, 'sim-erp': simErp, 'sim-tms': simTms };
  const providers = Object.entries(systems).map(([id, system]) => system({ id, world, pollMs: POLL_MS }));
  return {
    book: `demo_${seed}`,
    config: parseConfig({ providers, clock: world.clock, scoring: SIMULATED_SCORING }, 'the demonstration book'),
    baseDir: process.cwd(),
    file: null,
  };
}
