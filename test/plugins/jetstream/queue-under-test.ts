import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { SourceUnderTest } from '../../../src/providers/index.ts';
import { line, order } from '../../providers/given-records.ts';
import { createPublisher, LOGIN, NOW, PASSWORD } from './publisher.ts';

const LATER = '2026-11-23T12:05:00.000Z';
const CHANGED = { kind: 'order', key: 'SO-1' } as const;

/** A made-up system behind a real NATS server, for the conformance kit. */
export async function queueUnderTest(url: string, nats: NatsConnection): Promise<SourceUnderTest> {
  const publisher = await createPublisher(url, nats);
  const empty = await createPublisher(url, nats);
  for (let number = 1; number <= 7; number += 1) await publisher.order(order(`SO-${number}`, [line('1'), line('2')]));
  await publisher.event('stock', 'example.stock.counted', { sku: 'I-1', at: { code: 'W-1' }, counted: 4 });

  async function change(over: Parameters<typeof order>[2], lines = [line('1'), line('2')]) {
    await publisher.order(order('SO-1', lines, over), LATER);
    return CHANGED;
  }

  return {
    provider: publisher.provider(),
    secrets: [PASSWORD],
    unreachable: publisher.provider({ servers: 'nats://127.0.0.1:1' }),
    wrongCredentials: publisher.provider({ password: 'not the password' }),
    empty: empty.provider(),
    faulty: {
      upstream: url.replace('nats:', 'tcp:'),
      through: (proxy) => publisher.provider({ servers: proxy.replace('tcp:', 'nats:') }),
    },
    change: () => change({}, [line('1', { allocated: 3 }), line('2')]),
    changeState: () =>
      change({ holds: [{ id: 'H-1', kind: 'credit', reason: null, lineNumber: null, placedAt: NOW }] }),
    changeChild: () => change({}, [line('1', { allocated: 1 }), line('2')]),
    cancel: () => change({ cancelled: true }),
    remove: async () => {
      await publisher.event('orders', 'example.order.removed', { id: 'SO-1' });
      return CHANGED;
    },
    sameTime: async () => {
      const ids = Array.from({ length: 8 }, (_, at) => `SO-${20 + at}`);
      for (const id of ids) await publisher.order(order(id, [line('1')]), NOW);
      return ids.map((key) => ({ kind: 'order', key }));
    },
    skips: {
      'C01.5': 'NATS has no sessions that end',
      'C03.2': 'another process gets what is out only once the server takes it back: see the test of a killed reader',
      'C04.1': 'a stream has one order, in which nothing shows late',
      'C06.3': 'a stream that was emptied has only fewer messages to read',
      C07: 'a stream has no records to look up, only messages',
      C08: 'it asks for nothing to be done',
      'C09.5': 'what one reader was given another gets only later: see the test of a killed server',
    },
  };
}

/** A connection as the publishing system has it. */
export function connectPublisher(url: string): Promise<NatsConnection> {
  return connect({
    servers: url,
    user: LOGIN.user,
    pass: LOGIN.password,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  });
}

/** Flags of a server that asks for a password. */
export const SERVER_FLAGS = ['--user', LOGIN.user, '--pass', LOGIN.password];
