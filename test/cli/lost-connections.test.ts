import { createClient } from 'graphql-ws';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { openApp, type App } from '../../src/app.ts';
import { readEnvironment } from '../../src/config.ts';
import { loadConfigFile } from '../../src/config-file.ts';
import { silentLog } from '../../src/log.ts';
import { loadBook } from '../../src/operations/load-book.ts';
import { attributeScorer } from '../operations/memory-book.ts';
import { makeRows, writeBookFolder } from '../support/order-book-file.ts';
import { withPg } from './book-contents.ts';
import { createTestDatabase, type TestDatabase } from './in-process.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const rows = makeRows(60);
const folder = writeBookFolder(rows);
let database: TestDatabase;
let app: App;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const environment = readEnvironment({ DATABASE_URL: database.url, PORT: '0' });
  app = await openApp({ environment, loaded: await loadConfigFile(folder.config), asOf: null, log: silentLog });
  app.useModel(attributeScorer);
  await loadBook(app.deps, { signal: new AbortController().signal });
  ({ url } = await app.serve());
});

afterAll(async () => {
  await app.close();
  await database.drop();
  rmSync(folder.dir, { recursive: true });
});

// A rejection that nobody handles would fail the whole run, as it would end a process that serves.
it('goes on serving, reading and telling when every database connection is cut, again and again', async () => {
  const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  const changes = client.iterate<{ queueChanged: { changes: readonly { lineId: string; change: string }[] } }>({
    query: 'subscription { queueChanged(kind: RELEASE) { changes { lineId change } } }',
  });
  const open = rows.filter(({ delivered }) => delivered === '');
  const target = open[0];
  const lineId = `${target?.order}/${target?.line}`;
  const heard = (async () => {
    for await (const { data } of changes) {
      if (data?.queueChanged.changes.some((one) => one.lineId === lineId && one.change === 'LEFT')) return true;
    }
    return false;
  })();
  expect(await openLines()).toBe(open.length);

  let cut = 0;
  for (const pauseMs of [0, 30, 700, 110, 1500, 250, 60, 900, 20, 400]) {
    await sleep(pauseMs);
    cut += await cutAll(database.url);
  }
  const cutAt = performance.now();
  const answer = await eventually(openLines);
  const answeredInMs = performance.now() - cutAt;
  folder.write(rows.map((row) => (row === target ? { ...row, delivered: '2013-12-02' } : row)));

  expect(cut).toBeGreaterThan(10);
  expect(answer).toBe(open.length);
  expect(answeredInMs).toBeLessThan(10_000);
  expect(await heard).toBe(true);
  expect(await statusOf(lineId)).toBe('DELIVERED');
  await client.dispose();
});

async function openLines(): Promise<number> {
  const { queue } = await ask<{ queue: { edges: readonly unknown[] } }>(
    '{ queue(kind: RELEASE, first: 50) { edges { node { lineId } } } }',
  );
  return queue.edges.length;
}

async function statusOf(id: string): Promise<string> {
  const { orderLine } = await ask<{ orderLine: { status: string } }>(
    'query ($id: ID!) { orderLine(id: $id) { status } }',
    { id },
  );
  return orderLine.status;
}

async function ask<T>(query: string, variables: object = {}): Promise<T> {
  const { body } = await request(url).post('/graphql').send({ query, variables });
  const { data } = body as { data: T | null };
  if (!data) throw new Error(`came ${JSON.stringify(body)}`);
  return data;
}

function cutAll(databaseUrl: string): Promise<number> {
  return withPg(databaseUrl, async (client) => {
    const { rowCount } = await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    return rowCount ?? 0;
  });
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
