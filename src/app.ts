import { createMemoryBuckets, type Buckets } from './access/budget.ts';
import { createSharedBuckets } from './access/budget-shared.ts';
import { createBudgets } from './access/budgets.ts';
import { createSchemaViews } from './access/schema-views.ts';
import { openAccess } from './access/open-access.ts';
import { keyHashOf } from './access/pepper.ts';
import type { Environment } from './config.ts';
import type { LoadedConfig } from './config-file.ts';
import { clockFrom, systemClock } from './clock.ts';
import { createClosers, type Closers } from './closers.ts';
import { linksOf } from './domain/link/check-links.ts';
import type { Instant } from './domain/time.ts';
import { createChangeFeed } from './feeds/change-feed.ts';
import { createNatsLog, type NatsLog } from './feeds/nats-log.ts';
import type { Log } from './log.ts';
import { createAnswersFor } from './operations/answers.ts';
import { checkReadiness } from './operations/check-readiness.ts';
import type { Deps } from './operations/deps.ts';
import { fillAsOfBook } from './operations/fill-as-of-book.ts';
import { noteLinks } from './operations/note-links.ts';
import { receiveEvents } from './operations/receive-events.ts';
import { receiveWebhook } from './operations/receive-webhook.ts';
import { recordRun } from './operations/record-run.ts';
import { recountHistory } from './operations/recount-history.ts';
import { createAccessWitness } from './operations/witness-access.ts';
import { createHost } from './providers/create-host.ts';
import { buildGraphqlSchema } from './schema/build-schema.ts';
import { createFormatError } from './schema/format-error.ts';
import { createContext } from './schema/context.ts';
import { allFeatures, featureList } from './scoring/feature-list.ts';
import { historyKeys } from './scoring/history-keys.ts';
import { createJudge } from './scoring/judge.ts';
import { createExplain } from './scoring/reasons/create-explain.ts';
import type { Scorer } from './scoring/snapshot.ts';
import { createServer } from './server/create-server.ts';
import { createPostWebhook } from './server/outbound/post-webhook.ts';
import { startEmbeddedPostgres } from './store/embedded-postgres.ts';
import { lead } from './store/leader.ts';
import { listBooks, openBook } from './store/open-book.ts';
import { startWorker } from './worker.ts';

export interface AppOptions {
  readonly environment: Environment;
  readonly loaded: LoadedConfig;
  /** Opens the book as it was known then; null for the live book. */
  readonly asOf: Instant | null;
  readonly log: Log;
}

/** An open book with its sources: what every command works with. */
export interface App {
  readonly deps: Deps;
  readonly useModel: (scorer: Scorer) => void;
  /** Leaves the book to the rules; the reason is told with every score. */
  readonly goWithoutModel: (reason: string) => void;
  /** The book's name, which is its schema in the database. */
  readonly book: string;
  /** Starts the background jobs and the server. */
  readonly serve: () => Promise<Served>;
  /** Stops all that runs, last started first. */
  readonly close: () => Promise<void>;
}

export interface Served {
  /** Where it answers, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Whether whoever is on this machine needs no credentials. */
  readonly trustsThisMachine: boolean;
}

/** Opens a book with its sources. Throws `CONFIG_INVALID` with what to do when a part cannot start; nothing stays open then. */
export async function openApp(options: AppOptions): Promise<App> {
  const closers = createClosers();
  try {
    return await wire(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Builds and wires every part, top to bottom. */
async function wire(
  { environment, loaded: { config, baseDir, file, book: live }, asOf, log }: AppOptions,
  closers: Closers,
): Promise<App> {
  const name = asOf ? `${live}_as_of_${asOf.replace(/\D/g, '')}` : live;
  const connectionString = environment.DATABASE_URL ?? (await embedded(environment, log, closers));
  const { statementTimeoutMs } = config;
  const book = await openBook(connectionString, name, log, { statementTimeoutMs });
  closers.add(book.close);

  const production = environment.NODE_ENV === 'production';
  const wallClock = systemClock();
  const now = asOf ? clockFrom(asOf) : (config.clock ?? wallClock);
  const providers = createHost(config.providers, { baseDir, now, log });
  closers.add(providers.close);
  const links = linksOf(config.links, providers.all);
  let scorer: Scorer | null = null;
  let whyNone = 'there is no model for this book';
  const scoring = {
    scorer: () => scorer,
    whyNone: () => whyNone,
    features: featureList(config.scoring),
    onFailure: (model: string, problem: string) => log.error({ model, problem }, 'the model failed: the rules score'),
  };
  const deps: Deps = {
    store: book.store,
    providers,
    ...(links && { links }),
    scorer: () => scorer,
    judge: createJudge({
      ...scoring,
      features: allFeatures(scoring.features),
      abstainWidth: config.scoring.abstainWidth,
      deadlineMs: config.scoring.deadlineMs,
      stopwatch: () => performance.now(),
    }),
    explain: createExplain(scoring),
    costs: { ...config.costs, currency: config.currency },
    hysteresis: config.scoring.hysteresis,
    historyKeys: (line, order) => historyKeys(line, order, config.scoring),
    now,
    wallClock,
    keyHash: keyHashOf({
      configured: environment.PROMISEGRAPH_KEY_PEPPER,
      dataDir: environment.DATA_DIR,
      production,
    }),
    until: asOf ? now : () => null,
    log,
  };
  if (asOf && (await listBooks(connectionString)).includes(live)) await fillAsOfBook(deps, live, asOf);
  await noteLinks(deps);
  await recountHistory(deps, JSON.stringify([config.scoring.route, config.scoring.never]));

  async function serve(): Promise<Served> {
    if ((await book.store.feed.open()).anew)
      log.warn({ book: name }, 'the change feed is begun anew: its database is another');
    const stream = environment.NATS_URL === undefined ? null : followStream(environment.NATS_URL);
    const feed = createChangeFeed({ ...book.store.feed, ...stream }, { now, log });
    closers.add(feed.close);
    const stopping = new AbortController();
    const worker = await startWorker(deps, {
      connectionString,
      schema: name,
      rescoreEverySeconds: config.rescoreEverySeconds,
      feed: config.feed,
      webhooks: config.webhooks,
      postWebhook: createPostWebhook(),
      signal: stopping.signal,
    });
    closers.add(worker.stop);
    const { schema: everything, needs } = await buildGraphqlSchema();
    const access = await openAccess(config.access, {
      ...{ keys: book.store.apiKeys, hash: deps.keyHash, now: wallClock, host: environment.HOST, production, log },
      hasPepper: !production || environment.PROMISEGRAPH_KEY_PEPPER !== undefined,
      isDemonstration: file === null,
    });
    closers.add(access.close);
    const witness = createAccessWitness(deps, { readSample: config.audit.readSample, random: Math.random });
    closers.add(witness.close);
    const answersFor = createAnswersFor(deps, feed);
    const { url, close } = await createServer({
      schemaFor: createSchemaViews(everything, needs),
      authenticate: access.authenticate,
      watch: access.watch,
      isKeyOrigin: access.allowsOrigin,
      ...(access.developmentToken && { developmentToken: access.developmentToken }),
      createContext: (caller) => createContext(answersFor(caller.viewer.rows, caller.isWanted), deps, caller),
      budgets: createBudgets(config.budgets, budgetBuckets()),
      documents: {
        find: async (hash) => (await book.store.trustedDocuments.get(hash))?.body ?? null,
        onlyFor: config.documents.trustedOnlyFor,
      },
      origins: config.cors.origins,
      proxies: config.trustProxy,
      formatError: createFormatError(log),
      ready: () => checkReadiness(deps),
      witness,
      webhook: (providerId, request) => receiveWebhook(deps, providerId, request),
      ...(config.eventSenders.length > 0 && {
        events: (request) => receiveEvents(deps, config.eventSenders, request),
      }),
      host: environment.HOST,
      port: environment.PORT,
      development: !production,
      log,
    });
    closers.add(close);
    closers.add(async () => stopping.abort());
    closers.add((await recordRun(deps, name, config)).end);
    return { url, trustsThisMachine: access.trustsThisMachine };
  }

  /** Each process counts what callers spend for itself, or all count together. */
  function budgetBuckets(): Buckets {
    const stopwatch = () => performance.now();
    if (!config.budgets.shared) return createMemoryBuckets(stopwatch);
    const shared = createSharedBuckets(book.store.budgetBuckets, stopwatch, log);
    closers.add(shared.close);
    return shared;
  }

  /** Replicas follow a stream that one of them fills, so that one of them alone asks the database. */
  function followStream(url: string): NatsLog {
    const stream = createNatsLog(book.store.feed, {
      ...{ url, book: name, log },
      lead: (work) => lead({ connectionString, log }, `relay of ${name}`, work),
    });
    closers.add(stream.close);
    return stream;
  }

  function useModel(model: Scorer): void {
    scorer = model;
  }
  function goWithoutModel(reason: string): void {
    scorer = null;
    whyNone = reason;
  }
  return { deps, book: name, useModel, goWithoutModel, serve, close: closers.close };
}

async function embedded({ DATA_DIR }: Environment, log: Log, closers: Closers): Promise<string> {
  const server = await startEmbeddedPostgres(DATA_DIR, log);
  closers.add(server.stop);
  return server.connectionString;
}
