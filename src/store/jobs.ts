import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { AppError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { execute, type Database } from './sql.ts';
import type { JobStore, LockOptions } from './store.ts';

/** The schema in which a book's background jobs are kept: graphile-worker's own, beside the book's. */
export function jobsSchema(schema: string): string {
  return `${schema}_jobs`;
}

/** Makes or updates graphile-worker's tables for a book. Must run before the first job is added; running it again changes nothing. */
export async function migrateJobs(connectionString: string, schema: string): Promise<void> {
  await runMigrations({ connectionString, schema: jobsSchema(schema) });
}

/**
 * Background jobs, added in the transaction that makes them necessary; and the lock under which a book is changed, which `takeTurn`
 * takes: null outside a transaction.
 */
export function createJobStore(
  db: Database,
  schema: string,
  takeTurn: ((options: Required<LockOptions>) => Promise<void>) | null,
): JobStore {
  const addJob = Prisma.raw(`${pg.escapeIdentifier(jobsSchema(schema))}.add_job`);
  return {
    lockApply: async ({ remembers = true, behind = () => Promise.resolve() } = {}) => {
      if (!takeTurn)
        throw new AppError('INVARIANT', 'lockApply: expected to be called inside a transaction, which holds the lock');
      await takeTurn({ remembers, behind });
    },

    add: async (task, payload, { key, runAt, keepEarlier = false }) => {
      await execute(
        db,
        Prisma.sql`
          SELECT ${addJob}(
            identifier => ${task}, payload => ${JSON.stringify(payload)}::text::json, job_key => ${key},
            run_at => ${runAt?.toISOString() ?? null}::text::timestamptz,
            job_key_mode => ${keepEarlier ? 'preserve_run_at' : 'replace'})`,
      );
    },
  };
}
