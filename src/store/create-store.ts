import type { RowScope } from '../domain/viewer.ts';
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import { createAuditStore } from './audit.ts';
import { createApiKeyStore } from './api-keys.ts';
import { createBudgetBucketStore } from './budget-buckets.ts';
import { createEntityStore } from './entities.ts';
import { createFeedStore } from './feed.ts';
import { createInboxStore } from './inbox.ts';
import { createJobStore } from './jobs.ts';
import { createLinkStore } from './links.ts';
import { channelOf } from './listen.ts';
import { createMarkStore } from './marks.ts';
import { createNotices } from './notices.ts';
import { createOutcomeStore } from './outcomes.ts';
import { createParkedStore } from './parked.ts';
import { createReaders, createScopedParts } from './readers.ts';
import { createSourceStore } from './sources.ts';
import { answered, execute, whileWanted, type Database } from './sql.ts';
import type { Store, TransactionOptions } from './store.ts';
import { createSurroundingsStore } from './surroundings.ts';
import { createTrustedDocumentStore } from './trusted-documents.ts';
import { createTurns, type Turn, type Turns } from './turns.ts';
import { createWebhookTargetStore } from './webhook-targets.ts';
import { withMemory, type StoreParts } from './with-memory.ts';

/** The platform's own work is on the whole book. */
const ALL_ROWS: RowScope = { kind: 'all' };

/** Milliseconds that a transaction waits for a connection and may then last. Counting all history anew is one transaction. */
const TRANSACTION = { maxWait: 30_000, timeout: 300_000 };

export interface StoreDeps {
  /** Connected to the book: its search path is the book's schema. */
  readonly prisma: PrismaClient;
  /** The same, for what viewers read: no statement of theirs lasts longer than it may. */
  readonly readers: PrismaClient;
  /** For the connection that listens for changes. */
  readonly connectionString: string;
  /** The schema that holds the book. */
  readonly schema: string;
  readonly log: Log;
}

/** The store of one book. */
export function createStore(deps: StoreDeps): Store {
  const turns = createTurns(deps.schema);
  const appended = createNotices(deps.prisma, channelOf('feed', deps.schema), deps.log);

  async function transaction<T>(
    work: (tx: Store) => Promise<T>,
    { isDurable = true }: TransactionOptions = {},
  ): Promise<T> {
    const turn: { current: Turn | null } = { current: null };
    let [isCommitted, hasAppended] = [false, false];
    try {
      const result = await deps.prisma.$transaction(async (db) => {
        if (!isDurable) await execute(db, Prisma.sql`SET LOCAL synchronous_commit = off`);
        return work(createTransaction(db, deps, turns, turn, () => void (hasAppended = true)));
      }, TRANSACTION);
      isCommitted = true;
      return result;
    } finally {
      turn.current?.end(isCommitted);
      if (isCommitted && hasAppended) await appended.send();
    }
  }

  return {
    ...createParts(deps.prisma, deps, null, appended.send),
    readAs: (rows, isWanted) => createReaders(isWanted ? whileWanted(deps.readers, isWanted) : deps.readers, rows),
    transaction: (work, options) => answered(() => transaction(work, options)),
  };
}

/** The same store on one transaction; a transaction inside it is this one. Once it has the turn, it reads what is remembered. */
function createTransaction(
  db: Database,
  deps: StoreDeps,
  turns: Turns,
  turn: { current: Turn | null },
  onAppended: () => void,
): Store {
  const parts = createParts(db, deps, takeTurn, onAppended);
  const tx: Store = { ...parts, transaction: (work) => work(tx) };
  return tx;

  async function takeTurn(remembers: boolean): Promise<void> {
    if (turn.current) return;
    const taken = await turns.take(db);
    turn.current = remembers ? taken : { ...taken, end: () => taken.end(false) };
    if (remembers) Object.assign(tx, withMemory(parts, taken.memory));
  }
}

function createParts(
  db: Database,
  { connectionString, schema, log }: StoreDeps,
  takeTurn: ((remembers: boolean) => Promise<void>) | null,
  onAppended: () => Promise<void> | void,
): StoreParts {
  return {
    ...createScopedParts(db, ALL_ROWS),
    readAs: (rows, isWanted) => createReaders(isWanted ? whileWanted(db, isWanted) : db, rows),
    inbox: createInboxStore(db, { connectionString, schema, log }),
    sources: createSourceStore(db),
    parked: createParkedStore(db),
    entities: createEntityStore(db),
    outcomes: createOutcomeStore(db),
    feed: createFeedStore(db, { connectionString, schema, log }, onAppended),
    jobs: createJobStore(db, schema, takeTurn),
    marks: createMarkStore(db),
    links: createLinkStore(db),
    surroundings: createSurroundingsStore(db),
    trustedDocuments: createTrustedDocumentStore(db),
    budgetBuckets: createBudgetBucketStore(db),
    webhookTargets: createWebhookTargetStore(db),
    apiKeys: createApiKeyStore(db, { connectionString, schema, log }),
    audit: createAuditStore(db, schema),
  };
}
