import { connect as connectTcp } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createAnswers } from '../../src/operations/answers.ts';
import { createContext } from '../../src/schema/context.ts';
import { createFormatError } from '../../src/schema/format-error.ts';
import { silentLog } from '../../src/log.ts';
import type { RunningServer } from '../../src/server/create-server.ts';
import { fillForTwo } from '../access/two-partners.ts';
import { openGraph, type TestGraph } from '../schema/graph.ts';
import { startServer, stopAll, toSocketUrl } from '../server/running.ts';
import { TRANSPORTS, type Transport } from './transports.ts';

let graph: TestGraph;
let server: RunningServer;
let other: pg.Client;
let watcher: pg.Client; // in a transaction one sees the activity as it was at its start
const answered = vi.fn();

beforeAll(async () => {
  graph = await openGraph();
  await fillForTwo(graph.store);
  other = new pg.Client({ connectionString: inject('databaseUrl') });
  watcher = new pg.Client({ connectionString: inject('databaseUrl') });
  await Promise.all([other.connect(), watcher.connect()]);
  const nothing = async function* (): AsyncGenerator<never, undefined, undefined> {};
  const quiet = async () => nothing();
  const changes = { queueChanges: quiet, exceptionChanges: quiet, riskChanges: quiet, providerChanges: quiet };
  server = await startServer({
    schema: graph.schema,
    formatError: createFormatError(silentLog),
    witness: { answered: (_, __, codes) => void answered(codes), turnedAway: () => undefined },
    createContext: (caller) =>
      createContext(createAnswers(graph.deps, changes, caller.viewer.rows, caller.isWanted), graph.deps, caller),
  });
}, 60_000);
afterAll(async () => {
  await stopAll();
  await Promise.all([other.end(), watcher.end()]);
  await graph.close();
});

/** One statement for the page of orders, then one for their lines, then one for their items. */
const query = '{ orders { edges { node { lines { edges { node { item { name } } } } } } } }';

/** Leaves, and resolves once the server has heard of it. */
type Leave = () => Promise<void>;

/** Asks and returns what leaves. */
const ask: Readonly<Record<Transport, (url: string) => Promise<Leave>>> = {
  http: (url) => overHttp(url, 'application/json'),
  sse: (url) => overHttp(url, 'text/event-stream'),
  websocket: async (url) => {
    const socket = await openSocket(url);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    return () => closed(() => socket.terminate());
  },
};

/** A socket whose connection the server has acknowledged. */
async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(toSocketUrl(url), 'graphql-transport-ws');
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('{"type":"connection_init"}');
  await new Promise((resolve) => socket.once('message', resolve));
  return socket;
}

async function overHttp(url: string, accept: string): Promise<Leave> {
  const { hostname, port } = new URL(url);
  const socket = connectTcp(Number(port), hostname);
  await new Promise((resolve) => socket.once('connect', resolve));
  const body = JSON.stringify({ query });
  const head = ['POST /graphql HTTP/1.1', 'Host: x', `Accept: ${accept}`, 'Content-Type: application/json'];
  socket.write([...head, `Content-Length: ${body.length}`, '', body].join('\r\n'));
  return () => closed(() => socket.destroy());
}

/** Closes a connection and waits until the server has one less. */
async function closed(close: () => void): Promise<void> {
  const open = () => new Promise<number>((resolve) => server.app.server.getConnections((_, count) => resolve(count)));
  const before = await open();
  close();
  await vi.waitUntil(async () => (await open()) < before, 10_000);
}

/** While the lines cannot be read: `leave` runs once a statement waits for them. */
async function whileLinesAreLocked(begin: () => Promise<Leave>): Promise<void> {
  await other.query('BEGIN');
  await other.query(`LOCK TABLE ${graph.book}.order_line IN ACCESS EXCLUSIVE MODE`);
  const leave = await begin();
  await vi.waitUntil(async () => {
    const { rowCount } = await watcher.query(
      `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'promisegraph ${graph.book}'`,
    );
    return rowCount === 1;
  }, 10_000);
  await leave();
  await other.query('ROLLBACK');
}

it.each(TRANSPORTS)('whoever leaves over %s is read nothing more for', async (over) => {
  answered.mockReset();

  await whileLinesAreLocked(() => ask[over](server.url));

  await vi.waitUntil(() => answered.mock.calls.length > 0, 10_000);
  expect(answered.mock.calls[0]?.[0]).toContain('CANCELLED');
});

it('a client of a socket that no longer wants one answer gets the others', async () => {
  answered.mockReset();
  const socket = await openSocket(server.url);
  let told = '';
  socket.on('message', (data: Buffer) => (told += data.toString()));
  await whileLinesAreLocked(async () => {
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    return async () => {
      socket.send('{"id":"1","type":"complete"}');
      socket.send('{"type":"ping"}');
      await vi.waitUntil(() => told.includes('"pong"'), 10_000);
    };
  });
  socket.send(JSON.stringify({ id: '2', type: 'subscribe', payload: { query: '{ viewer { id } }' } }));

  await vi.waitUntil(() => answered.mock.calls.length === 2 && told.includes('"id":"2"'), 10_000);
  expect(answered.mock.calls.flat(2)).toContain('CANCELLED');
  expect(told).not.toContain('"id":"1"');
  socket.terminate();
});

it('whoever stays is answered', async () => {
  answered.mockReset();
  let text = '';

  await whileLinesAreLocked(async () => {
    void fetch(`${server.url}/graphql`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) },
    }).then(async (response) => (text = await response.text()));
    return async () => undefined;
  });

  await vi.waitUntil(() => text !== '', 10_000);
  expect(text).toContain('"item":{"name":"I-1"}');
});
