import { demo } from '../plugins/index.ts';
import { parseConfig } from './config.ts';
import type { LoadedConfig } from './config-file.ts';

const SCORING = {
  route: ['siteId', 'shipTo.country', 'carrierServiceId'],
  categories: ['siteId', 'shipTo.country', 'carrierServiceId', 'supplierId', 'channel', 'category'],
  numbers: ['scarcity'],
};

/** The configuration of the demonstration book: one simulated source, and what of it is scored. */
export function demoConfig({ seed }: { readonly seed: number }): LoadedConfig {
  const exported = { currency: 'EUR', providers: [demo({ id: 'demo', seed, pollMs: 1000 })], scoring: SCORING };
  return {
    book: `demo_${seed}`.replace('-', 'minus_'),
    config: parseConfig(exported, 'the demonstration book'),
    baseDir: process.cwd(),
    file: null,
  };
}
