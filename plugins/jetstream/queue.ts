import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Log, RecordKind } from '../../src/providers/index.ts';
import type { JetstreamConfig, Source } from './config.ts';
import { toDelivery, type Delivery } from './delivery.ts';
import { reaching } from './failures.ts';
import { ensureConsumer, subjectsOf } from './streams.ts';

/** The messages of one kind: what is out, and what still waits at the server. */
export interface Queue {
  readonly kind: RecordKind;
  /** Which consumer this is: delivery numbers of another mean nothing. Makes it when it is not there. */
  readonly open: () => Promise<string>;
  /** Messages that are out, delivered after a number, in the order of their delivery. */
  readonly after: (number: number) => readonly Delivery[];
  /** Asks for more; how many came. */
  readonly pull: (atMost: number, signal: AbortSignal) => Promise<number>;
  /** Tells the server that all that was delivered up to a number is done with. */
  readonly settle: (upTo: number) => Promise<void>;
  /** Has the server deliver at once, to whoever asks, what is out. */
  readonly giveBack: () => void;
  readonly subjects: () => Promise<readonly string[]>;
}

/** Milliseconds that the server may take to send what it said was there. */
const PULL_MS = 1_000;
const NS_PER_MS = 1_000_000;

export function createQueue(
  source: Source,
  config: Pick<JetstreamConfig, 'ackWaitMs' | 'maxAckPending'>,
  connection: () => Promise<NatsConnection>,
  log: Log,
): Queue {
  const out = new Map<number, Delivery>();
  let quietUntil: number | null = null;

  /** Consumers that are made again count from one: the time of making tells them apart. */
  async function open(): Promise<string> {
    return (await ensureConsumer(await connection(), source, config)).created;
  }

  /**
   * How many messages can be had now. Those that a process held when it died come again only after the server's patience: newer ones must not
   * overtake them, so that nothing is asked for until then.
   */
  async function waiting(): Promise<number> {
    const info = await ensureConsumer(await connection(), source, config);
    const elsewhere = Math.max(0, info.num_ack_pending - out.size);
    if (quietUntil === null) {
      const patienceMs = (info.config.ack_wait ?? 0) / NS_PER_MS;
      quietUntil = elsewhere > 0 ? performance.now() + patienceMs : 0;
      if (elsewhere > 0)
        log.info({ consumer: source.consumer, elsewhere, patienceMs }, 'waits for messages that were out');
    }
    return performance.now() < quietUntil ? 0 : info.num_pending + elsewhere;
  }

  return {
    kind: source.kind,
    open,
    after: (number) => [...out.values()].filter((delivery) => delivery.number > number),
    async pull(atMost, signal) {
      const count = Math.min(atMost, await waiting());
      if (count === 0) return 0;
      return reaching(async () => {
        const consumer = await jetstream(await connection()).consumers.get(source.stream, source.consumer);
        const messages = await consumer.fetch({ max_messages: count, expires: PULL_MS });
        const stop = (): void => messages.stop();
        signal.addEventListener('abort', stop, { once: true });
        let came = 0;
        for await (const message of messages) {
          came += 1;
          out.delete(message.seq); // it comes again: its place is where it comes now
          out.set(message.seq, toDelivery(message, source));
        }
        signal.removeEventListener('abort', stop);
        signal.throwIfAborted();
        return came;
      });
    },
    async settle(upTo) {
      for (const delivery of [...out.values()].filter(({ number }) => number <= upTo)) {
        delivery.settle();
        out.delete(delivery.sequence);
      }
      await reaching(async () => (await connection()).flush());
    },
    giveBack: () => {
      for (const delivery of out.values()) delivery.giveBack();
      out.clear();
    },
    subjects: async () => subjectsOf(await connection(), source),
  };
}
