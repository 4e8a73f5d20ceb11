import { defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { printTable } from './test/sources/print-table.ts';
import base from './vitest.config.ts';

/** Files by name, backwards: of a system, that of its certificate comes first, which takes longest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.sort((a, b) => b.moduleId.localeCompare(a.moduleId));
  }
}

/** Plugins against the real systems: `npm run test:sources`, or `npm run test:sources -- tryton` for one. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: ['test/sources/**/*.sources.ts'],
      reporters: [printTable],
      sequence: { sequencer: LongestFirst },
      maxWorkers: 3, // they wait for their systems more than they work
      testTimeout: 120_000,
      hookTimeout: 900_000, // a system may have to be installed
    },
  }),
);
