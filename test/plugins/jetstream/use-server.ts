import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll } from 'vitest';
import { createNatsServer, type NatsServer } from '../../support/nats.ts';
import { connectPublisher, SERVER_FLAGS } from './queue-under-test.ts';

/** A NATS server for the tests around, with the connection of a publisher. What it returns can be called once the tests run. */
export function useServer(): () => { readonly url: string; readonly nats: NatsConnection } {
  let server: NatsServer | undefined;
  let nats: NatsConnection | undefined;

  beforeAll(async () => {
    server = await createNatsServer(SERVER_FLAGS);
    await server.start();
    nats = await connectPublisher(server.url);
  });
  afterAll(async () => {
    await nats?.close();
    await server?.kill();
    server?.wipe();
  });

  return () => {
    if (!server || !nats) throw new Error('expected a test that runs: the server starts before the first');
    return { url: server.url, nats };
  };
}
