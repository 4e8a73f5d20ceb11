import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { mapAsync } from '../../src/server/map-async.ts';
import { connect, startServer, stopAll, subscribe, toSocketUrl } from './running.ts';

afterEach(stopAll);

/** Numbers that a test sends to every subscriber, and how many subscribers there are. */
function tickSource() {
  const open = new Set<{ values: number[]; wake: () => void }>();
  return {
    open,
    send: (n: number) => open.forEach((subscriber) => (subscriber.values.push(n), subscriber.wake())),
    ticks: (): AsyncIterableIterator<number, undefined> => {
      let over = false;
      const subscriber = { values: [] as number[], wake: (): void => undefined };
      open.add(subscriber);
      return {
        async next() {
          while (subscriber.values.length === 0 && !over)
            await new Promise<void>((resolve) => (subscriber.wake = resolve));
          const value = subscriber.values.shift();
          return value === undefined ? { value: undefined, done: true } : { value, done: false };
        },
        async return() {
          over = true;
          open.delete(subscriber);
          subscriber.wake();
          return { value: undefined, done: true };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}

test('a subscriber hears every event, each executed in a context of its own', async () => {
  const source = tickSource();
  const server = await startServer({ ticks: source.ticks });
  const events = subscribe(connect(server), 'subscription { ticks { n contextNumber } }');
  const first = events.next();
  await vi.waitFor(() => expect(source.open.size).toBe(1));

  [1, 2, 3].forEach(source.send);

  const heard = [await first, await events.next(), await events.next()].map(({ value }: { value: unknown }) => value);
  const numbers = heard.map(
    (value) => (value as { data: { ticks: { contextNumber: number } } }).data.ticks.contextNumber,
  );
  expect(heard).toEqual([1, 2, 3].map((n, i) => ({ data: { ticks: { n, contextNumber: numbers[i] } } })));
  expect(new Set(numbers).size).toBe(3);
});

test('queries and mutations are answered too, also more than once', async () => {
  const client = connect(await startServer());

  for (let i = 0; i < 3; i += 1) {
    expect((await client.iterate({ query: '{ hello }' }).next()).value).toEqual({ data: { hello: 'world' } });
    expect((await client.iterate({ query: 'mutation { add(n: 1) }' }).next()).value).toEqual({ data: { add: 2 } });
  }
});

test.each([
  ['a syntax error', '{ hello', 'Syntax Error'],
  ['an unknown field', '{ nothing }', 'Cannot query field'],
  ['a document of too many tokens', `{ ${'hello '.repeat(10_001)} }`, 'token'],
  ['a subscription that may not be opened', 'subscription { forbidden }', 'not for you'],
])('%s ends that operation and leaves the socket open', async (_, query, message) => {
  const client = connect(await startServer());
  const closed = vi.fn();
  client.on('closed', closed);
  const quiet = client.iterate({ query: '{ hello }' });
  await quiet.next();

  const answer: unknown = await client
    .iterate({ query })
    .next()
    .catch((errors: unknown) => errors);

  expect(JSON.stringify(answer)).toContain(message);
  expect((await client.iterate({ query: '{ hello }' }).next()).value).toEqual({ data: { hello: 'world' } });
  expect(closed).not.toHaveBeenCalled();
});

test('a context that cannot be made ends that operation with a formatted error', async () => {
  const server = await startServer({ createContext: () => Promise.reject(new Error('no viewer')) });

  const failing = connect(server).iterate({ query: '{ hello }' }).next();

  await expect(failing).rejects.toMatchObject([{ message: 'no viewer' }]);
});

test('a failing field of an event shows its public message only', async () => {
  const source = tickSource();
  const server = await startServer({ ticks: source.ticks });
  const events = subscribe(connect(server), 'subscription { ticks { n odd } }');
  const heard = events.next();
  await vi.waitFor(() => expect(source.open.size).toBe(1));

  source.send(2);

  expect((await heard).value).toMatchObject({
    data: { ticks: { n: 2, odd: null } },
    errors: [{ message: 'internal error', path: ['ticks', 'odd'], extensions: { code: 'INVARIANT' } }],
  });
});

test('a stream that fails ends that subscription with a formatted error', async () => {
  const server = await startServer({
    async *ticks() {
      yield 1;
      throw new Error('the feed broke');
    },
  });
  const events = subscribe(connect(server), 'subscription { ticks { n } }');

  expect((await events.next()).value).toEqual({ data: { ticks: { n: 1 } } });
  await expect(events.next()).rejects.toMatchObject([{ message: 'the feed broke' }]);
});

test('a client that completes and a client that goes away both free their iterators', async () => {
  const source = tickSource();
  const server = await startServer({ ticks: source.ticks });
  const completing = subscribe(connect(server), 'subscription { ticks { n } }');
  const leaving = connect(server);
  void completing.next();
  subscribe(leaving, 'subscription { ticks { n } }')
    .next()
    .catch(() => undefined);
  await vi.waitFor(() => expect(source.open.size).toBe(2));

  await completing.return?.();
  await vi.waitFor(() => expect(source.open.size).toBe(1));
  leaving.terminate();

  await vi.waitFor(() => expect(source.open.size).toBe(0));
});

test('a page of another origin may not open a socket, nor anyone on another path', async () => {
  const { url } = await startServer();
  const statusOf = (address: string, headers: Record<string, string>) =>
    new Promise((resolve) => {
      new WebSocket(address, 'graphql-transport-ws', { headers })
        .on('unexpected-response', (_, response) => resolve(response.statusCode))
        .on('open', () => resolve('open'))
        .on('error', () => undefined);
    });

  expect(await statusOf(toSocketUrl(url), { origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf(toSocketUrl(url), { origin: 'null' })).toBe(403);
  expect(await statusOf(toSocketUrl(url).replace('graphql', 'other'), {})).toBe(404);
  expect(await statusOf(toSocketUrl(url), { origin: url })).toBe('open');
});

test('a message over one mebibyte closes that socket alone', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const server = await startServer();
  const other = connect(server);
  await other.iterate({ query: '{ hello }' }).next();
  const socket = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws');
  await new Promise((resolve) => socket.on('open', resolve));

  socket.send('x'.repeat(1024 * 1024 + 1));

  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1009);
  expect((await other.iterate({ query: '{ hello }' }).next()).value).toEqual({ data: { hello: 'world' } });
});

test('closing tells every client to go away, frees its iterators and is quick', async () => {
  const source = tickSource();
  const server = await startServer({ ticks: source.ticks });
  const client = connect(server);
  const closed = new Promise((resolve) => client.on('closed', resolve));
  subscribe(client, 'subscription { ticks { n } }')
    .next()
    .catch(() => undefined);
  await vi.waitFor(() => expect(source.open.size).toBe(1));
  const begun = performance.now();

  await server.close();

  expect(await closed).toMatchObject({ code: 1001 });
  expect(source.open.size).toBe(0);
  expect(performance.now() - begun).toBeLessThan(1_500);
});

test('a mapped stream that is returned while it waits is over at once, and so is its source', async () => {
  const source = tickSource();
  const doubled = mapAsync(source.ticks(), async (n) => n * 2);
  const waiting = doubled.next();

  await doubled.return?.();

  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(source.open.size).toBe(0);
});
