import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createLog } from '../../src/log.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of this test run. */
    readonly databaseUrl: string;
  }
}

/**
 * One folder for all temporary files of a run, and one PostgreSQL for the whole run, unless PROMISEGRAPH_TEST_DATABASE_URL names
 * another. Returns what stops it and clears up.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'promisegraph-test-'));
  await chmod(folder, 0o711); // as root, the server runs as another user
  process.env.TMPDIR = join(folder, 'tmp');
  await mkdir(process.env.TMPDIR);
  await chmod(process.env.TMPDIR, 0o777);
  const stop = await startDatabase(folder, provide);
  return async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startDatabase(folder: string, provide: TestProject['provide']): Promise<() => Promise<void>> {
  const url = process.env.PROMISEGRAPH_TEST_DATABASE_URL;
  if (url !== undefined) {
    provide('databaseUrl', url);
    return () => Promise.resolve();
  }
  const server = await startEmbeddedPostgres(folder, createLog('warn'));
  provide('databaseUrl', server.connectionString);
  return server.stop;
}
