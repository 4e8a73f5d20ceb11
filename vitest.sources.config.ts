import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Plugins against the real systems: `npm run test:sources`, or `npm run test:sources -- tryton` for one. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: { include: ['test/sources/**/*.sources.ts'], maxWorkers: 1, testTimeout: 120_000, hookTimeout: 600_000 },
  }),
);
