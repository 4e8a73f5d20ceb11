import { jetstream, jetstreamManager, DeliverPolicy, DiscardPolicy, StorageType } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { comparePositions, goesOnFrom, type FeedPage, type FeedStretch, type PlacedEntry } from '../domain/feed.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createBell, type Bell } from './bell.ts';
import { encodeCursor } from './cursor.ts';
import type { FeedLog, OnAppend } from './tail.ts';

/** Does some work for as long as this process leads, and again whenever it comes to lead anew. Resolves to what stops it. */
export type Lead = (work: (signal: AbortSignal) => Promise<void>) => { readonly stop: () => Promise<void> };

export interface NatsOptions {
  readonly url: string;
  /** Names the stream: one book, one stream. */
  readonly book: string;
  readonly log: Log;
  /** One process of all publishes. */
  readonly lead: Lead;
  /** Milliseconds before what failed is tried again. Default 1,000. */
  readonly retryMs?: number;
}

/** The feed as it comes over a stream, with the database behind it. */
export interface NatsLog extends FeedLog {
  /** Whether changes come over the stream now, and not from the database. */
  readonly isFollowing: () => boolean;
  readonly close: () => Promise<void>;
}

/** What one message carries: all that comes after one place, up to another. */
type Stretch = FeedStretch & FeedPage;

const CHUNK = 500;
/** Stretches that are kept to be read, and that are published again to a stream that was wiped. */
const KEPT = 64;
const NS_PER_SECOND = 1_000_000_000;

/**
 * Follows a JetStream stream in place of the database. State is the database's: a stretch is read from the stream only when it goes
 * on exactly where the reader stands, and everything else, a gap, a duplicate, a wiped stream or none at all, is read from the
 * database. The message id is the cursor, so that the stream drops what it has.
 */
export function createNatsLog(feed: FeedLog, options: NatsOptions): NatsLog {
  const { url, book, log, lead, retryMs = 1_000 } = options;
  const stream = `PROMISEGRAPH_${book.toUpperCase()}`;
  const subject = `promisegraph.${book}.feed`;
  const callbacks = new Set<OnAppend>();
  const stopping = new AbortController();
  const stopped = createBell();
  let received: readonly Stretch[] = [];
  let following = false;

  /** Works on a connection of its own until told to stop; makes it anew whenever something fails. */
  async function keep(signal: AbortSignal, work: (nats: NatsConnection) => Promise<void>, what: string): Promise<void> {
    while (!signal.aborted) {
      let nats: NatsConnection | null = null;
      try {
        nats = await connect({ servers: url, reconnect: false, timeout: 5_000, noAsyncTraces: true });
        const end = (): void => void nats?.close();
        signal.addEventListener('abort', end, { once: true });
        await ensureStream(nats);
        await work(nats);
        signal.removeEventListener('abort', end);
      } catch (error) {
        if (!signal.aborted) log.warn({ stream, problem: messageOf(error) }, `${what}; will try again`);
      }
      await nats?.close().catch(() => undefined);
      if (!signal.aborted) await stopped.wait(retryMs);
    }
  }

  async function ensureStream(nats: NatsConnection): Promise<void> {
    const manager = await jetstreamManager(nats);
    const config = {
      name: stream,
      subjects: [subject],
      storage: StorageType.File,
      discard: DiscardPolicy.Old,
      max_msgs: 10_000,
      max_age: 3_600 * NS_PER_SECOND,
      duplicate_window: 120 * NS_PER_SECOND,
    };
    await manager.streams.info(stream).catch(() => manager.streams.add(config));
  }

  async function follow(nats: NatsConnection): Promise<void> {
    const consumer = await jetstream(nats).consumers.get(stream, { deliver_policy: DeliverPolicy.New });
    const messages = await consumer.consume();
    void nats.closed().then(() => messages.close());
    following = true;
    ring(); // what came before the stream was followed is the database's to tell
    try {
      for await (const message of messages) {
        received = [message.json<Stretch>(), ...received].slice(0, KEPT);
        ring();
      }
    } finally {
      following = false;
      ring();
    }
  }

  async function relay(nats: NatsConnection, signal: AbortSignal): Promise<void> {
    const publisher = jetstream(nats);
    const appended: Bell = createBell();
    const stopListening = await feed.onAppend(() => appended.ring());
    signal.addEventListener('abort', appended.ring, { once: true });
    void nats.closed().then(appended.ring);
    try {
      // A stream that was wiped, or that nobody published to meanwhile, is given what this process still has.
      for (const stretch of received.toReversed()) await publish(publisher, stretch);
      let position = received[0]?.upTo ?? (await feed.after({ transactionId: '0', entryId: '0' }, 0)).end;
      while (!signal.aborted && !nats.isClosed()) {
        const page = await feed.after(position, CHUNK);
        const upTo = page.entries.length === CHUNK ? (page.entries.at(-1)?.position ?? page.end) : page.end;
        if (page.entries.length > 0) await publish(publisher, { ...page, from: position, upTo });
        position = upTo;
        if (page.entries.length < CHUNK) await appended.wait(retryMs);
      }
    } finally {
      await stopListening();
    }
  }

  async function publish(publisher: ReturnType<typeof jetstream>, stretch: Stretch): Promise<void> {
    await publisher.publish(subject, JSON.stringify(stretch), { msgID: encodeCursor(stretch.epoch, stretch.upTo) });
  }

  function ring(): void {
    for (const callback of callbacks) callback();
  }

  const followed = keep(stopping.signal, follow, 'changes do not come over the stream');
  const leading = lead((signal) =>
    keep(signal, (nats) => relay(nats, signal), 'changes cannot be published to the stream'),
  );

  return {
    isFollowing: () => following,
    async after(position, limit) {
      const entries: PlacedEntry[] = [];
      let last: Stretch | undefined;
      let upTo = position;
      const next = (): Stretch | undefined => received.find((stretch) => goesOnFrom(stretch, upTo));
      for (let known = next(); known && entries.length < limit; known = next()) {
        for (const placed of known.entries) if (comparePositions(placed.position, upTo) > 0) entries.push(placed);
        upTo = known.upTo;
        last = known;
      }
      return last ? { ...last, entries: entries.slice(0, limit), end: upTo } : feed.after(position, limit);
    },
    async onAppend(callback) {
      callbacks.add(callback);
      const stop = await feed.onAppend((stretch) => {
        if (!following) callback(stretch);
      });
      return async () => {
        callbacks.delete(callback);
        await stop();
      };
    },
    async close() {
      stopping.abort();
      stopped.ring();
      await leading.stop();
      await followed;
    },
  };
}
