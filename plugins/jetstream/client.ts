import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { CheckReport, ConnectContext, RecordKind } from '../../src/providers/index.ts';
import { unreadableKind } from '../../src/providers/index.ts';
import type { JetstreamConfig } from './config.ts';
import { reaching } from './failures.ts';
import { createQueue, type Queue } from './queue.ts';
import { describeStreams } from './streams.ts';

/** One NATS system, over one connection that is made when it is first needed. */
export interface JetstreamClient {
  readonly queue: (kind: RecordKind) => Queue;
  readonly check: () => Promise<CheckReport>;
  /** Tells of every message that is published on what a kind reads, until the signal aborts: that one came, not what it says. */
  readonly watch: (onMessage: (kind: RecordKind) => void, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Milliseconds to make a connection, and to wait for an answer. */
const TIMEOUT_MS = 5_000;

export function createClient(config: JetstreamConfig, { providerId, log }: ConnectContext): JetstreamClient {
  const { servers, user, password: pass, token, reads } = config;
  let opening: Promise<NatsConnection> | null = null;
  const queues = new Map(reads.map((source) => [source.kind, createQueue(source, config, open, log)]));

  /** The library comes back by itself when the server does; only what it has closed is made anew. */
  async function open(): Promise<NatsConnection> {
    const current = await opening?.catch(() => null);
    if (current && !current.isClosed()) return current;
    opening = reaching(() =>
      connect({
        ...{ servers, name: `promisegraph ${providerId}`, timeout: TIMEOUT_MS, noAsyncTraces: true },
        ...{ reconnect: true, maxReconnectAttempts: -1, reconnectTimeWait: 250 },
        ...(user !== undefined && { user }),
        ...(pass !== undefined && { pass }),
        ...(token !== undefined && { token }),
      }),
    );
    return opening;
  }

  return {
    queue: (kind) => {
      const queue = queues.get(kind);
      if (!queue) throw unreadableKind('jetstream', kind);
      return queue;
    },
    check: async () => ({ detail: await describeStreams(await open(), reads) }),
    async watch(onMessage, signal) {
      const nats = await open();
      const subscriptions = [];
      for (const queue of queues.values())
        for (const subject of await queue.subjects())
          subscriptions.push(nats.subscribe(subject, { callback: () => onMessage(queue.kind) }));
      await Promise.race([aborted(signal), nats.closed()]);
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
    async close() {
      for (const queue of queues.values()) queue.giveBack();
      const nats = await opening?.catch(() => null);
      await nats?.drain().catch(() => undefined); // it may be closed already
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
