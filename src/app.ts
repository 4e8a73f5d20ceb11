import type { Environment } from './config.ts';
import type { LoadedConfig } from './config-file.ts';
import { clockFrom, systemClock } from './clock.ts';
import type { Instant } from './domain/time.ts';
import { createQueueFeed } from './feeds/queue-feed.ts';
import type { Log } from './log.ts';
import type { Deps } from './operations/deps.ts';
import { fillAsOfBook } from './operations/fill-as-of-book.ts';
import { receiveWebhook } from './operations/receive-webhook.ts';
import { recountHistory } from './operations/recount-history.ts';
import { createHost } from './providers/create-host.ts';
import { buildGraphqlSchema } from './schema/build-schema.ts';
import { createFormatError } from './schema/format-error.ts';
import { createContext } from './schema/context.ts';
import { historyKeys } from './scoring/history-keys.ts';
import type { Scorer } from './scoring/snapshot.ts';
import { createServer } from './server/create-server.ts';
import { startEmbeddedPostgres } from './store/embedded-postgres.ts';
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
  /** The book's name, which is its schema in the database. */
  readonly book: string;
  /** Serves until `close`. */
  readonly serve: () => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
  readonly close: () => Promise<void>;
}

const LIVE_BOOK = 'promisegraph';

/** Builds and wires every part, top to bottom. Throws `CONFIG_INVALID` with what to do when one cannot start. */
export async function openApp({ environment, loaded: { config, baseDir }, asOf, log }: AppOptions): Promise<App> {
  const name = asOf ? `as_of_${asOf.replace(/\D/g, '')}` : LIVE_BOOK;
  const database = environment.DATABASE_URL
    ? { connectionString: environment.DATABASE_URL, stop: async () => undefined }
    : await startEmbeddedPostgres(environment.DATA_DIR, log);
  const { connectionString } = database;
  const book = await openBook(connectionString, name, log);

  const now = asOf ? clockFrom(asOf) : systemClock();
  const providers = createHost(config.providers, { baseDir, now, log });
  let scorer: Scorer | null = null;
  const deps: Deps = {
    store: book.store,
    providers,
    scorer: () => scorer,
    historyKeys: (line, order) => historyKeys(line, order, config.scoring),
    now,
    until: asOf ? now : () => null,
    log,
  };
  if (asOf && (await listBooks(connectionString)).includes(LIVE_BOOK)) await fillAsOfBook(deps, LIVE_BOOK, asOf);
  await recountHistory(deps, JSON.stringify(config.scoring.route));

  async function serve() {
    const stopping = new AbortController();
    const feed = createQueueFeed({ ...book.store.feed, ranks: book.store.queue.ranks }, { log });
    const server = await createServer({
      schema: await buildGraphqlSchema(),
      createContext: () => createContext(deps, feed.changes),
      ready: async () => ({ ok: true, checks: { database: `${await book.store.inbox.pendingCount()} events wait` } }),
      webhook: (providerId, request) => receiveWebhook(deps, providerId, request),
      host: environment.HOST,
      port: environment.PORT,
      formatError: createFormatError(log),
      development: environment.NODE_ENV !== 'production',
      log,
    });
    const { rescoreEverySeconds } = config;
    const worker = await startWorker(deps, {
      connectionString,
      schema: name,
      rescoreEverySeconds,
      signal: stopping.signal,
    });
    return {
      url: server.url,
      close: async () => {
        stopping.abort();
        await server.close();
        await worker.stop();
        await feed.close();
      },
    };
  }

  return {
    deps,
    useModel: (model) => {
      scorer = model;
    },
    book: name,
    serve,
    close: async () => {
      await providers.close();
      await book.close();
      await database.stop();
    },
  };
}
