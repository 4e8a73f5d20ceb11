import {
  AckPolicy,
  DeliverPolicy,
  jetstreamManager,
  JetStreamApiCodes,
  JetStreamApiError,
  type ConsumerInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { JetstreamConfig, Source } from './config.ts';
import { reaching } from './failures.ts';

const NS_PER_MS = 1_000_000;

/** The durable consumer of a kind, made when it is not there. One that is there is the operator's, and stays as it is. */
export function ensureConsumer(
  nats: NatsConnection,
  { stream, consumer, subject }: Source,
  { ackWaitMs, maxAckPending }: Pick<JetstreamConfig, 'ackWaitMs' | 'maxAckPending'>,
): Promise<ConsumerInfo> {
  return reaching(async () => {
    const { consumers } = await jetstreamManager(nats);
    try {
      return await consumers.info(stream, consumer);
    } catch (error) {
      if (!(error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound)) throw error;
    }
    return consumers.add(stream, {
      durable_name: consumer,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: ackWaitMs * NS_PER_MS,
      max_ack_pending: maxAckPending,
      max_deliver: -1,
      ...(subject !== undefined && { filter_subject: subject }), // several at once need NATS 2.10
    });
  });
}

/** What is published to the stream of a kind and concerns it. */
export function subjectsOf(nats: NatsConnection, { stream, subject }: Source): Promise<readonly string[]> {
  if (subject !== undefined) return Promise.resolve([subject]);
  return reaching(async () => (await (await jetstreamManager(nats)).streams.info(stream)).config.subjects ?? []);
}

/** One line: the server, and how much its streams hold. */
export function describeStreams(nats: NatsConnection, sources: readonly Source[]): Promise<string> {
  return reaching(async () => {
    const { streams } = await jetstreamManager(nats);
    const said = [];
    for (const name of new Set(sources.map(({ stream }) => stream)))
      said.push(`${name} (${(await streams.info(name)).state.messages} messages)`);
    return `NATS ${nats.info?.version ?? 'of an unknown version'}, ${said.join(', ')}`;
  });
}
