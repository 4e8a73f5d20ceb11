import { demo } from '../plugins/index.ts';
import { parseConfig } from './config.ts';
import type { LoadedConfig } from './config-file.ts';

/** The configuration of the demonstration book: one simulated source and the model that ships for it. */
export function demoConfig({ seed }: { readonly seed: number }): LoadedConfig {
  const exported = { providers: [demo({ id: 'demo', seed, pollMs: 1000 })], scoring: demo.scoring };
  return { config: parseConfig(exported, 'the demonstration book'), baseDir: process.cwd(), file: null };
}
