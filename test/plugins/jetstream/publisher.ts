import { headers as natsHeaders, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream';
import { jetstream as jetstreamProvider } from '../../../plugins/jetstream/index.ts';
import type { ConfiguredProvider, OrderRecord, RecordKind } from '../../../src/providers/index.ts';

export const PASSWORD = 'a password of NATS';
export const LOGIN = { user: 'reader', password: PASSWORD } as const;
export const NOW = '2026-11-23T12:00:00.000Z';

/** A made-up system that publishes its orders and stock as CloudEvents. Simulated: no data of anyone's. */
export interface Publisher {
  readonly stream: string;
  readonly order: (order: OrderRecord, time?: string, id?: string) => Promise<void>;
  readonly event: (
    subject: string,
    type: string,
    data: unknown,
    over?: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  /** Attributes as headers, the data as the body. */
  readonly binary: (subject: string, type: string, data: unknown) => Promise<void>;
  readonly raw: (subject: string, body: string) => Promise<void>;
  readonly provider: (over?: Readonly<Record<string, unknown>>) => ConfiguredProvider;
  /** Messages that are delivered and not acknowledged, and that wait, of a kind. */
  readonly counts: (kind: RecordKind) => Promise<{ readonly out: number; readonly waiting: number }>;
}

let streams = 0;
let events = 0;

/** A fresh stream of its own on a server. */
export async function createPublisher(url: string, nats: NatsConnection): Promise<Publisher> {
  streams += 1;
  const stream = `ERP_${process.pid}_${streams}`;
  const root = `erp-${process.pid}-${streams}`;
  const manager = await jetstreamManager(nats);
  await manager.streams.add({ name: stream, subjects: [`${root}.>`], storage: StorageType.File });
  const publish = jetstream(nats);
  const consumer = (kind: RecordKind): string => `promisegraph-${kind}`;

  function attributes(type: string): Record<string, string> {
    events += 1;
    return { specversion: '1.0', id: `e-${events}`, source: '/erp/made-up', type, time: NOW };
  }

  async function event(
    subject: string,
    type: string,
    data: unknown,
    over: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await publish.publish(`${root}.${subject}`, JSON.stringify({ ...attributes(type), ...over, data }));
  }

  return {
    stream,
    event,
    order: (order, time = NOW, id) => event('orders', 'example.order.changed', order, { time, ...(id && { id }) }),
    async binary(subject, type, data) {
      const headers = natsHeaders();
      for (const [name, value] of Object.entries(attributes(type))) headers.set(`ce-${name}`, value);
      await publish.publish(`${root}.${subject}`, JSON.stringify(data), { headers });
    },
    raw: async (subject, body) => void (await publish.publish(`${root}.${subject}`, body)),
    provider: (over = {}) =>
      jetstreamProvider({
        ...{ id: 'erp', servers: url, ...LOGIN, pageSize: 3, ackWaitMs: 500 },
        reads: [
          {
            kind: 'order',
            stream,
            consumer: consumer('order'),
            subject: `${root}.orders`,
            removedTypes: ['example.order.removed'],
          },
          {
            ...{ kind: 'inventory', stream, consumer: consumer('inventory'), subject: `${root}.stock` },
            types: ['example.stock.counted'],
            fields: { itemId: 'sku', siteId: 'at.code', onHand: { value: 'counted', uom: { value: 'EA' } } },
          },
        ],
        ...over,
      }),
    async counts(kind) {
      const { num_ack_pending: out, num_pending: waiting } = await manager.consumers.info(stream, consumer(kind));
      return { out, waiting };
    },
  };
}
