import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineProvider, z } from '../../src/providers/index.ts';
import { containing } from './containing.ts';
import { openHost } from './open-host.ts';

/** How the source answers, one after the other, the last for ever; and how often it was asked. */
let answers: ((response: ServerResponse) => void)[] = [];
let asked = 0;
let clients = 0;
const server = createServer((_, response) => {
  asked += 1;
  (answers.length > 1 ? answers.shift() : answers[0])?.(response);
});

const small = defineProvider({
  type: 'small',
  config: z.object({ url: z.url() }),
  reads: () => ['order'],
  connect: ({ url }, { http }) => {
    clients += 1;
    return http({ baseUrl: url });
  },
  check: () => Promise.resolve({ detail: 'small' }),
  async *read() {},
  lookup: async (client, _, keys, { signal }) => {
    await client.request('orders', { signal });
    return keys.map(() => null);
  },
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function open(given: typeof answers, patience: Parameters<typeof openHost>[1] = {}, settings: object = {}) {
  [answers, asked, clients] = [[...given], 0, 0];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = openHost([{ definition: small.definition, settings: { id: 'small', url, ...settings } }], patience);
  return () => provider.get('small').lookup?.('order', ['SO-1']);
}

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end('{}');

describe('a source that answers', () => {
  it('429 without Retry-After is tried again after growing pauses', async () => {
    const look = open([status(429), status(429), status(200)]);

    expect(await look()).toEqual([null]);
    expect(asked).toBe(3);
  });

  it('429 with a Retry-After that a call may wait is not asked before', async () => {
    const look = open([status(429, { 'retry-after': '1' }), status(200)], { longestWaitMs: 5_000 });
    const startedAt = performance.now();

    expect(await look()).toEqual([null]);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    expect(asked).toBe(2);
  });

  it('429 with a longer Retry-After is left alone, and calls say so at once', async () => {
    const look = open([status(429, { 'retry-after': '90' })]);

    await expect(look()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', details: { kind: 'rateLimited' } });
    await expect(look()).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: containing('not tried: the source asked for patience'),
    });
    expect(asked).toBe(1);
  });

  it('that it no longer knows us is asked by a new client, and the call goes on', async () => {
    const look = open([status(401), status(200)]);

    expect(await look()).toEqual([null]);
    expect([asked, clients]).toEqual([2, 2]);
  });

  it('that the password is wrong is asked twice and then left alone, so that no account is locked', async () => {
    const look = open([status(401)], { authRestMs: 60_000 });

    await expect(look()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', details: { kind: 'auth' } });
    await expect(look()).rejects.toMatchObject({ message: containing('not tried: the source does not let us in') });
    expect(asked).toBe(2);
  });

  it('never is given up when its time is over, tried again, and does not stop us from closing', async () => {
    const look = open([() => undefined], { retries: 1 }, { timeoutMs: 50 });

    await expect(look()).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: containing('expected an answer within 50 ms, came none'),
    });
    expect(asked).toBe(2);
  });
});
