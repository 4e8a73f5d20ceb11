import { chmod, mkdtemp, rm } from 'node:fs/promises';
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

/** Starts one PostgreSQL for the whole run, unless PROMISEGRAPH_TEST_DATABASE_URL names another. Returns what stops it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const url = process.env.PROMISEGRAPH_TEST_DATABASE_URL;
  if (url !== undefined) {
    provide('databaseUrl', url);
    return () => Promise.resolve();
  }
  const folder = await mkdtemp(join(tmpdir(), 'promisegraph-test-'));
  await chmod(folder, 0o711); // as root, the server runs as another user
  const server = await startEmbeddedPostgres(folder, createLog('warn'));
  provide('databaseUrl', server.connectionString);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
