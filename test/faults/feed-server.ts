import { buildSchema } from 'graphql';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { createChangeFeed } from '../../src/feeds/change-feed.ts';
import { createNatsLog } from '../../src/feeds/nats-log.ts';
import { createLog } from '../../src/log.ts';
import { createServer } from '../../src/server/create-server.ts';
import { lead } from '../../src/store/leader.ts';
import { openBook } from '../../src/store/open-book.ts';

/** A replica that serves one book's feed until it is killed. Run in a process of its own; prints `ready`. */
const { DATABASE_URL = '', PORT = '0', NATS_URL } = process.env;
const log = createLog('silent');
const book = await openBook(DATABASE_URL, 'promisegraph', log);
const stream = NATS_URL
  ? createNatsLog(book.store.feed, {
      ...{ url: NATS_URL, book: 'faults', log, retryMs: 200 },
      lead: (work) => lead({ connectionString: DATABASE_URL, log }, 'relay', work),
    })
  : null;
const feed = createChangeFeed(
  { ...book.store.feed, ...stream },
  { now: () => new Date().toISOString(), log, pollMs: 200 },
);

const schema = buildSchema(`
  type Query { hello: String }
  type Subscription { queueChanged(after: String): Message! }
  type Message { cursor: String! changes: [Change!]! }
  type Change { lineId: ID! }
`);
Object.assign(schema.getSubscriptionType()?.getFields().queueChanged ?? {}, {
  subscribe: (_: unknown, { after }: { after?: string | null }) =>
    feed.queueChanges(SYSTEM.rows, { kind: 'release', siteId: null, first: null }, after ?? null),
  resolve: (message: unknown) => message,
});
await createServer({
  schemaFor: () => schema,
  authenticate: async () => SYSTEM,
  createContext: (caller) => caller,
  formatError: (formatted, error) => {
    const cause = error instanceof Error && 'originalError' in error ? error.originalError : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'INVARIANT';
    return { ...formatted, extensions: { code } };
  },
  ready: async () => ({ ok: true, checks: {} }),
  ...{ host: '127.0.0.1', port: Number(PORT), log, development: true },
});
process.stdout.write('ready\n');
