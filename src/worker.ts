import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import { applyInbox } from './operations/apply-inbox.ts';
import type { Deps } from './operations/deps.ts';
import { readProvider } from './operations/read-provider.ts';
import { readJobKey } from './operations/receive-webhook.ts';
import { rescoreOpenBook } from './operations/rescore-open-book.ts';
import { jobsSchema } from './store/jobs.ts';

export interface WorkerOptions {
  readonly connectionString: string;
  /** The book's schema. */
  readonly schema: string;
  readonly rescoreEverySeconds: number;
  /** Aborts reads that are under way. */
  readonly signal: AbortSignal;
}

export interface Worker {
  /** Lets the jobs that run come to an end, then stops. */
  readonly stop: () => Promise<void>;
}

const ReadPayload = z.object({ providerId: z.string() });

/** Starts the background jobs of a book: sources are read, the inbox is applied, and time passing is scored. */
export async function startWorker(deps: Deps, options: WorkerOptions): Promise<Worker> {
  const runner: Runner = await run({
    connectionString: options.connectionString,
    schema: jobsSchema(options.schema),
    taskList: tasks(deps, options),
    concurrency: 4,
    maxPoolSize: 6,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: toLogger(deps),
  });
  for (const provider of deps.providers.all) await requestRead(deps, provider.id, 0);
  await deps.store.jobs.add('apply-inbox', {}, { key: 'apply-inbox' });
  await requestRescore(deps, options);
  return { stop: () => runner.stop() };
}

function tasks(deps: Deps, options: WorkerOptions): TaskList {
  return {
    'read-provider': async (payload) => {
      const provider = deps.providers.get(ReadPayload.parse(payload).providerId);
      try {
        await readProvider(deps, provider, { signal: options.signal });
      } finally {
        if (!options.signal.aborted) await requestRead(deps, provider.id, provider.settings.pollMs);
      }
    },
    'apply-inbox': async () => {
      await applyInbox(deps, { signal: options.signal });
    },
    'rescore-open-book': async () => {
      try {
        await rescoreOpenBook(deps, { signal: options.signal });
      } finally {
        if (!options.signal.aborted) await requestRescore(deps, options);
      }
    },
  };
}

/** A read that already waits, such as one that a webhook asked for, keeps its earlier time. */
function requestRead(deps: Deps, providerId: string, inMs: number): Promise<void> {
  return deps.store.jobs.add(
    'read-provider',
    { providerId },
    { key: readJobKey(providerId), runAt: later(inMs), keepEarlier: inMs > 0 },
  );
}

function requestRescore(deps: Deps, { rescoreEverySeconds }: WorkerOptions): Promise<void> {
  return deps.store.jobs.add(
    'rescore-open-book',
    {},
    { key: 'rescore-open-book', runAt: later(rescoreEverySeconds * 1000) },
  );
}

/** Jobs run by the wall clock, in an as-of book too. */
function later(ms: number): Date {
  return new Date(Date.now() + ms);
}

function toLogger({ log }: Deps): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ worker: message }, 'job failed');
    else if (level === 'warning') log.warn({ worker: message }, 'job');
    else log.debug({ worker: message }, 'job');
  });
}
