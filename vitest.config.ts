import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** A file for the results as JSON, beside what is printed. */
const report = process.env.PROMISEGRAPH_TEST_REPORT;

export default defineConfig({
  resolve: {
    alias: [
      // Our code and the packages would otherwise load two copies of graphql, and each refuses the other's types.
      { find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') },
      { find: /^promisegraph$/, replacement: `${import.meta.dirname}/src/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks', // the tests start processes and load WebAssembly: real processes, as in production
    maxWorkers: 2,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    isolate: false, // a worker loads a module once for all its files: half the time, and no file may count on a fresh one
  },
});
