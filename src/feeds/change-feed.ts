import type { ExceptionChange, ProviderChange, RiskChange } from '../domain/feed.ts';
import type { Changes } from '../domain/feed-message.ts';
import type { ExceptionFilter } from '../domain/list.ts';
import type { Clock } from '../domain/time.ts';
import { concernsException } from './exception-filter.ts';
import { createHub, type HubOptions } from './hub.ts';
import { createQueueFeed, type QueueFeedOptions } from './queue-feed.ts';
import type { FeedLog } from './tail.ts';
import { createTopicFeed } from './topic-feed.ts';

/** What the feed reads: `store.feed` has this shape. */
export interface FeedSource extends FeedLog {
  readonly queuesNow: QueueFeedOptions['queuesNow'];
}

export interface ChangeFeedOptions extends HubOptions {
  readonly now: Clock;
  /** Messages kept for one subscriber that does not read them. Default 1,000. */
  readonly bufferLimit?: number;
  /** Entries that one who watches the first lines of a queue may have missed and still be told one by one. Default 5,000. */
  readonly replayLimit?: number;
}

/** The changes of this process: one reader of the stored feed, any number of subscribers. */
export interface ChangeFeed extends Changes {
  /** Ends every subscription once it has read what it was told, and stops reading the feed. */
  readonly close: () => Promise<void>;
}

/** Starts to follow the feed. */
export function createChangeFeed(source: FeedSource, options: ChangeFeedOptions): ChangeFeed {
  const { now, bufferLimit = 1_000, replayLimit = 5_000 } = options;
  const hub = createHub(source, options);
  const queues = createQueueFeed(hub, { bufferLimit, replayLimit, now, queuesNow: source.queuesNow });
  const exceptions = createTopicFeed<ExceptionChange, ExceptionFilter>(hub, {
    dataOf: (entry) => (entry.topic === 'exception' ? entry.data : null),
    bufferLimit,
    now,
    concerns: concernsException,
    keyOf: ({ exceptionId }) => exceptionId,
  });
  const risks = createTopicFeed<RiskChange, readonly string[]>(hub, {
    dataOf: (entry) => (entry.topic === 'risk' ? entry.data : null),
    bufferLimit,
    now,
    concerns: (orderIds, { orderId }) => orderIds.includes(orderId),
    keyOf: ({ lineId }) => lineId,
  });
  const providers = createTopicFeed<ProviderChange, null>(hub, {
    dataOf: (entry) => (entry.topic === 'provider' ? entry.data : null),
    bufferLimit,
    now,
    concerns: () => true,
    keyOf: ({ providerId }) => providerId,
  });

  return {
    queueChanges: (rows, watch, after) => queues.open({ ...watch, rows }, after),
    exceptionChanges: exceptions.open,
    riskChanges: (rows, orderIds, after) => risks.open(rows, [...new Set(orderIds)].sort(), after),
    providerChanges: (rows, after) => providers.open(rows, null, after),
    async close() {
      for (const feed of [queues, exceptions, risks, providers]) feed.end();
      await hub.close();
    },
  };
}
