import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { CliRun } from '../support/cli.ts';
import { createTestDatabase, runHere, type TestDatabase } from './in-process.ts';

/** A configured book without sources, for the tests of a file. */
export interface EmptyBook {
  /** Where its configuration file is; gone after the tests. */
  readonly folder: string;
  /** Runs a command on it. */
  readonly run: (...args: readonly string[]) => Promise<CliRun>;
}

export function useEmptyBook(): EmptyBook {
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-empty-'));
  const config = join(folder, 'promisegraph.config.ts');
  let database: TestDatabase;

  beforeAll(async () => {
    writeFileSync(config, 'export default {};');
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  return {
    folder,
    run: (...args) => runHere([...args, '--config', config], { DATABASE_URL: database.url, DATA_DIR: folder }),
  };
}
