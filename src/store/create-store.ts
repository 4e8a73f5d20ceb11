import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import { createAuditStore } from './audit.ts';
import { createApiKeyStore } from './api-keys.ts';
import { createBudgetBucketStore } from './budget-buckets.ts';
import { createEntityStore } from './entities.ts';
import { createFeedStore } from './feed.ts';
import { createFeedNotices } from './feed-notices.ts';
import { createInboxStore } from './inbox.ts';
import { createJobStore } from './jobs.ts';
import { createLinkStore } from './links.ts';
import { channelOf } from './listen.ts';
import { createMarkStore } from './marks.ts';
import { createNearbyNotices, type NearbyNotices } from './nearby-notices.ts';
import { createNotices, type Notices } from './notices.ts';
import { createOutcomeStore } from './outcomes.ts';
import type { OwnConnections } from './own-connections.ts';
import { createParkedStore } from './parked.ts';
import { createReaders, createScopedParts } from './readers.ts';
import { createSourceStore } from './sources.ts';
import { answered, execute, whileWanted, type Database } from './sql.ts';
import type { LockOptions, Store, TransactionOptions } from './store.ts';
import { createSurroundingsStore } from './surroundings.ts';
import { createTrustedDocumentStore } from './trusted-documents.ts';
import { createTurns, type Turn, type Turns } from './turns.ts';
import { createWebhookTargetStore } from './webhook-targets.ts';
import { withMemory, type StoreParts } from './with-memory.ts';

/** The platform's own work is on the whole book. */
const ALL_ROWS: RowScope = { kind: 'all' };

export interface StoreDeps {
  /** Connected to the book: its search path is the book's schema. */
  readonly own: OwnConnections;
  /** The same, for what viewers read: no statement of theirs lasts longer than it may. */
  readonly readers: Database;
  /** For the connection that listens for changes. */
  readonly connectionString: string;
  /** The schema that holds the book. */
  readonly schema: string;
  readonly log: Log;
}

/** The store of one book. */
export function createStore(deps: StoreDeps): Store {
  const turns = createTurns(deps.schema);
  const inbox = createNotices(deps.own, channelOf('inbox', deps.schema), deps.log);
  const notices: BookNotices = { feed: createFeedNotices(deps.own, deps.log), inbox: createNearbyNotices(inbox) };

  async function transaction<T>(
    work: (tx: Store) => Promise<T>,
    { isDurable = true }: TransactionOptions = {},
  ): Promise<T> {
    const turn: { current: Turn | null } = { current: null };
    const told = new Set<Notices>();
    let isCommitted = false;
    try {
      const result = await deps.own.transaction(async (db) => {
        if (!isDurable) await execute(db, Prisma.sql`SET LOCAL synchronous_commit = off`);
        return work(createTransaction(db, deps, turns, turn, notices, (one) => void told.add(one)));
      });
      isCommitted = true;
      return result;
    } finally {
      turn.current?.end(isCommitted);
      if (isCommitted) for (const one of told) void one.send(); // whoever waits for this one waits for its commit
    }
  }

  return {
    ...createParts(deps.own, deps, null, notices, (one) => one.send()),
    readAs: (rows, isWanted) => createReaders(isWanted ? whileWanted(deps.readers, isWanted) : deps.readers, rows),
    transaction: (work, options) => answered(() => transaction(work, options)),
  };
}

/** How who listens to a book is told of what is new. */
interface BookNotices {
  readonly feed: Notices;
  readonly inbox: NearbyNotices;
}

/** Called for what is to be told once it is committed. */
type Tell = (notices: Notices) => Promise<void> | void;

/** The same store on one transaction; a transaction inside it is this one. Once it has the turn, it reads what is remembered. */
function createTransaction(
  db: Database,
  deps: StoreDeps,
  turns: Turns,
  turn: { current: Turn | null },
  notices: BookNotices,
  tell: Tell,
): Store {
  const parts = createParts(db, deps, takeTurn, notices, tell);
  const tx: Store = { ...parts, transaction: (work) => work(tx) };
  return tx;

  async function takeTurn({ remembers, behind }: Required<LockOptions>): Promise<void> {
    if (turn.current) return void (await behind());
    const taken = await turns.take(db, behind);
    turn.current = remembers ? taken : { ...taken, end: () => taken.end(false) };
    if (remembers) Object.assign(tx, withMemory(parts, taken.memory));
  }
}

function createParts(
  db: Database,
  { connectionString, schema, log }: StoreDeps,
  takeTurn: ((options: Required<LockOptions>) => Promise<void>) | null,
  notices: BookNotices,
  tell: Tell,
): StoreParts {
  const listening = { connectionString, log };
  return {
    ...createScopedParts(db, ALL_ROWS),
    readAs: (rows, isWanted) => createReaders(isWanted ? whileWanted(db, isWanted) : db, rows),
    inbox: createInboxStore(db, { ...listening, channel: channelOf('inbox', schema) }, notices.inbox, () =>
      tell(notices.inbox),
    ),
    sources: createSourceStore(db),
    parked: createParkedStore(db),
    entities: createEntityStore(db),
    outcomes: createOutcomeStore(db),
    feed: createFeedStore(db, listening, () => tell(notices.feed)),
    jobs: createJobStore(db, schema, takeTurn),
    marks: createMarkStore(db),
    links: createLinkStore(db),
    surroundings: createSurroundingsStore(db),
    trustedDocuments: createTrustedDocumentStore(db),
    budgetBuckets: createBudgetBucketStore(db),
    webhookTargets: createWebhookTargetStore(db),
    apiKeys: createApiKeyStore(db, { ...listening, schema }),
    audit: createAuditStore(db, schema),
  };
}
