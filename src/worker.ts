import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import type { WebhookTarget } from './domain/webhook.ts';
import { messageOf } from './errors.ts';
import { deliverWebhooks, type PostWebhook } from './operations/deliver-webhooks.ts';
import type { Deps } from './operations/deps.ts';
import { keepBook } from './operations/keep-book.ts';
import { keepFeed, type FeedSettings } from './operations/keep-feed.ts';
import { listenToSources } from './operations/listen-to-sources.ts';
import { readProvider } from './operations/read-provider.ts';
import { rereadRecords } from './operations/reread-records.ts';
import { singly, type SingleRun } from './operations/singly.ts';
import { sweepProvider } from './operations/sweep-provider.ts';
import { readJobKey } from './operations/take-hints.ts';
import { jobsSchema } from './store/jobs.ts';
import { lead } from './store/leader.ts';

export interface WorkerOptions {
  readonly connectionString: string;
  /** The book's schema. */
  readonly schema: string;
  readonly rescoreEverySeconds: number;
  readonly feed: FeedSettings;
  /** Partners that are told of changes. */
  readonly webhooks: readonly WebhookTarget[];
  readonly postWebhook: PostWebhook;
  /** Aborts the jobs that are under way. */
  readonly signal: AbortSignal;
}

export interface Worker {
  /** Lets the jobs that run come to an end, then stops. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds between two looks that every standing job still waits. */
const KEEP_STANDING_MS = 1000;
const RESTART_MS = 1000;
const KEEP_FEED_MS = 300_000;

/**
 * Starts what a book needs in the background: jobs that read sources and tell partners, in whichever process; and in one process at a
 * time what keeps the book up to date.
 */
export async function startWorker(deps: Deps, options: WorkerOptions): Promise<Worker> {
  const jobs = standingJobs(deps, options);
  const runner = await keepRunning(() => startRunner(deps, options, jobs), deps);
  for (const job of jobs) await request(deps, job, job.firstMs ?? 0);
  const stopping = new AbortController();
  const listening = listenToSources(deps, AbortSignal.any([stopping.signal, options.signal]));
  const keeper = setInterval(() => void keepStanding(deps, jobs), KEEP_STANDING_MS);
  const { connectionString, schema, rescoreEverySeconds } = options;
  const leading = lead({ connectionString, log: deps.log }, `book ${schema}`, (term) =>
    keepBook(deps, { rescoreEverySeconds, signal: AbortSignal.any([term, options.signal]) }),
  );
  return {
    stop: async () => {
      clearInterval(keeper);
      stopping.abort();
      await Promise.all([runner.stop(), leading.stop(), listening]);
    },
  };
}

function startRunner(deps: Deps, options: WorkerOptions, jobs: readonly StandingJob[]): Promise<Runner> {
  return run({
    connectionString: options.connectionString,
    schema: jobsSchema(options.schema),
    taskList: {
      ...tasksOf(jobs),
      // One that fails is tried again by the queue.
      'reread-records': (payload) => rereadRecords(deps, payload),
    },
    concurrency: 4,
    maxPoolSize: 6,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: toLogger(deps),
    // Without a batch nobody waits for the word that a job has ended: when the database is away just then, the rejection is
    // unhandled and ends the process. With one, the runner ends, and is started again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
}

/** A runner ends by itself when it loses the database at the wrong moment: another takes its place once the database is back. */
async function keepRunning(start: () => Promise<Runner>, { log }: Deps): Promise<Worker> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let runner: Runner | null = await start();

  async function keep(): Promise<void> {
    while (!signal.aborted) {
      try {
        runner ??= await start();
        if (signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        log.warn({ err: messageOf(error) }, 'background jobs stopped, will start them again');
      }
      runner = null;
      await sleep(RESTART_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  const kept = keep();
  return {
    stop: async () => {
      stopping.abort();
      await runner?.stop().catch(() => undefined); // it may be ending by itself
      await kept;
    },
  };
}

/** A job that is always either running or waiting for its time. */
interface StandingJob {
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly everyMs: number;
  /** Milliseconds until it first runs; at once unless it says otherwise. */
  readonly firstMs?: number;
  readonly run: SingleRun;
}

function standingJobs(deps: Deps, { feed, webhooks, postWebhook, signal }: WorkerOptions): readonly StandingJob[] {
  /** Work that stops because the platform does has not failed. */
  async function untilStopped(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  const reads = deps.providers.all.map((provider) => ({
    task: 'read-provider',
    payload: { providerId: provider.id },
    key: readJobKey(provider.id),
    everyMs: provider.settings.pollMs,
    run: singly(() => untilStopped(() => readProvider(deps, provider, { signal }))),
  }));
  const deliveries = webhooks.map((target) => ({
    task: 'deliver-webhooks',
    payload: { webhookId: target.id },
    key: `deliver-webhooks/${target.id}`,
    everyMs: KEEP_STANDING_MS,
    run: singly(() => untilStopped(() => deliverWebhooks(deps, target, postWebhook, signal))),
  }));
  const sweeps = deps.providers.all.flatMap((provider) => {
    const everyMs = provider.settings.reconcileEveryMs;
    if (everyMs === null || !provider.offers.some(({ sweep }) => sweep !== null)) return [];
    const payload = { providerId: provider.id };
    const run = singly(() => untilStopped(() => sweepProvider(deps, provider, signal)));
    return { task: 'sweep-provider', payload, key: `sweep-provider/${provider.id}`, everyMs, firstMs: everyMs, run };
  });
  return [
    ...reads,
    ...sweeps,
    ...deliveries,
    {
      task: 'keep-feed',
      payload: {},
      key: 'keep-feed',
      everyMs: KEEP_FEED_MS,
      run: singly(() => untilStopped(() => keepFeed(deps, feed))),
    },
  ];
}

/** Jobs run by the wall clock, in an as-of book too. One that already waits keeps its earlier time. */
function request({ store }: Deps, { task, payload, key }: StandingJob, inMs: number): Promise<void> {
  return store.jobs.add(task, payload, { key, runAt: new Date(Date.now() + inMs), keepEarlier: inMs > 0 });
}

/**
 * Asks for every job that does not run: one that already waits stays as it is. So a job that failed for good, or that a dead
 * process has locked, comes back.
 */
async function keepStanding(deps: Deps, jobs: readonly StandingJob[]): Promise<void> {
  try {
    for (const job of jobs) if (!job.run.isRunning()) await request(deps, job, job.everyMs);
  } catch (error) {
    deps.log.warn({ err: messageOf(error) }, 'background jobs cannot be asked for, will try again');
  }
}

function tasksOf(jobs: readonly StandingJob[]): TaskList {
  return Object.fromEntries(
    jobs.map(({ task }) => [task, (payload: unknown) => pick(jobs, task, payload)?.run.start() ?? Promise.resolve()]),
  );
}

/** The job that a payload means; none when its provider is no longer configured. */
function pick(jobs: readonly StandingJob[], task: string, payload: unknown): StandingJob | undefined {
  return jobs.find((job) => job.task === task && JSON.stringify(job.payload) === JSON.stringify(payload));
}

function toLogger({ log }: Deps): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ worker: message }, 'job failed');
    else if (level === 'warning') log.warn({ worker: message }, 'job');
    else log.debug({ worker: message }, 'job');
  });
}
