import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The long form of what `npm test` proves in short: `npm run test:faults` kills loads and servers for minutes. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: { include: ['test/faults/**/*.faults.ts'], maxWorkers: 1, testTimeout: 900_000, hookTimeout: 300_000 },
  }),
);
