import { afterAll, beforeAll, describe, it } from 'vitest';
import type { NatsConnection } from '@nats-io/transport-node';
import { describeConformance } from '../../../src/providers/index.ts';
import { createNatsServer, hasNats, type NatsServer } from '../../support/nats.ts';
import { connectPublisher, queueUnderTest, SERVER_FLAGS } from './queue-under-test.ts';

let server: NatsServer;
let nats: NatsConnection;

describe.skipIf(!hasNats())('with a NATS server', () => {
  beforeAll(async () => {
    server = await createNatsServer(SERVER_FLAGS);
    await server.start();
    nats = await connectPublisher(server.url);
  });
  afterAll(async () => {
    await nats.close();
    await server.kill();
    server.wipe();
  });

  describeConformance({ describe, it }, 'jetstream', () => queueUnderTest(server.url, nats));
});
