import { createClient, type Client } from 'graphql-ws';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import WebSocket from 'ws';
import { openApp, type App } from '../src/app.ts';
import { useModelOf } from '../src/cli/model-choice.ts';
import { readEnvironment } from '../src/config.ts';
import { loadConfigFile } from '../src/config-file.ts';
import { silentLog } from '../src/log.ts';
import { collectEvents } from '../src/operations/collect-events.ts';
import { loadBook } from '../src/operations/load-book.ts';
import { trainModel } from '../src/operations/train-model.ts';
import { createHost } from '../src/providers/create-host.ts';
import { dropBook } from '../src/store/open-book.ts';
import { makeRows, writeBookFolder } from './support/order-book-file.ts';

const AS_OF = '2013-11-20T00:00:00.000Z';
const BOOK = `promisegraph_as_of_${AS_OF.replace(/\D/g, '')}`;

describe('a file becomes a served, scored order book', () => {
  const rows = makeRows(900);
  const folder = writeBookFolder(rows);
  const models = mkdtempSync(join(tmpdir(), 'promisegraph-model-'));
  let app: App;
  let url: string;
  let socket: Client;

  beforeAll(async () => {
    const loaded = await loadConfigFile(folder.config);
    const environment = readEnvironment({ DATABASE_URL: inject('databaseUrl'), PORT: '0' });
    await train(loaded, models);
    app = await openApp({ environment, loaded, asOf: AS_OF, log: silentLog });
    await useModelOf(app, { environment, loaded, asOf: AS_OF, log: silentLog }, { named: models });
    await loadBook(app.deps, { signal: new AbortController().signal });
    ({ url } = await app.serve());
    socket = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  }, 120_000);

  afterAll(async () => {
    await socket.dispose();
    await app.close();
    await dropBook(inject('databaseUrl'), BOOK);
    rmSync(folder.dir, { recursive: true });
    rmSync(models, { recursive: true });
  });

  async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await request(url).post('/graphql').send({ query, variables });
    const { data, errors } = response.body as { data: T; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }

  it('answers the promise risk of a line that is still to be delivered, with where it came from', async () => {
    const open = rows.find(
      ({ placed, delivered, country }) => placed <= '2013-11-20' && delivered === '' && country === 'XB',
    );

    const { orderLine } = await ask<{ orderLine: ScoredLine }>(
      `query ($id: ID!) { orderLine(id: $id) {
        status promiseRisk { late } provenance { source stale } order { customer { name } }
      } }`,
      { id: `${open?.order}/${open?.line}` },
    );

    expect(orderLine).toMatchObject({
      status: 'OPEN',
      provenance: { source: 'book', stale: false },
      order: { customer: { name: `Customer ${open?.customer}` } },
    });
    expect(orderLine.promiseRisk.late).toBeGreaterThan(0);
    expect(orderLine.promiseRisk.late).toBeLessThanOrEqual(1);
  });

  it('knows nothing that happened after the date of the book', async () => {
    const later = rows.find(({ placed }) => placed > '2013-11-21');
    const delivered = rows.find(({ delivered: on, placed }) => on > '2013-11-21' && placed < '2013-11-15');

    const answer = await ask(
      `query ($order: ID!, $line: ID!) { order(id: $order) { id } orderLine(id: $line) { status deliveredAt } }`,
      { order: later?.order, line: `${delivered?.order}/${delivered?.line}` },
    );

    expect(answer).toEqual({ order: null, orderLine: { status: 'OPEN', deliveredAt: null } });
  });

  it('ranks the release queue by what waiting costs, dearest first within a tier', async () => {
    const { queue } = await ask<{ queue: { edges: { node: RankedLine }[] } }>(`{ queue(kind: RELEASE, first: 20) {
      edges { node { rank score line { priority { tier costOfDelayPerHour effortMinutes components { amountPerHour } } } } }
    } }`);

    const nodes = queue.edges.map(({ node }) => node);
    expect(nodes.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const scores = nodes.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { score, line } of nodes) {
      const { tier, costOfDelayPerHour, effortMinutes, components } = line.priority;
      expect(tier).toBe('STANDARD'); // the file knows of no contracts
      expect(score).toBe(costOfDelayPerHour / effortMinutes);
      expect(components.reduce((sum, { amountPerHour }) => sum + amountPerHour, 0)).toBe(costOfDelayPerHour);
    }
  });

  it('tells a subscriber of a changed file: the line, its new rank and its new score', async () => {
    const target = rows.find(({ placed, delivered }) => placed <= '2013-11-19' && delivered === '');
    const lineId = `${target?.order}/${target?.line}`;
    const changes = socket.iterate<{
      queueChanged: {
        changes: { lineId: string; change: string; rank: number; score: number; previousScore: number }[];
      };
    }>({
      query: `subscription { queueChanged(kind: RELEASE) { changes { lineId change rank score previousScore } } }`,
    });
    const heard = nextMove(changes, lineId);
    await new Promise((done) => setTimeout(done, 300));

    folder.write(rows.map((row) => (row === target ? { ...row, value: 9_999_999 } : row)));

    const message = await heard;
    expect(['MOVED', 'RESCORED']).toContain(message.change);
    expect(message.rank).toBe(1);
    expect(message.score).toBeGreaterThan(message.previousScore);
    const { queue } = await ask<{ queue: unknown }>(
      `{ queue(kind: RELEASE, first: 1) { edges { node { lineId score } } } }`,
    );
    expect(queue).toEqual({ edges: [{ node: { lineId, score: message.score } }] });
  });

  it('is live and ready', async () => {
    expect((await request(url).get('/livez')).status).toBe(200);
    expect((await request(url).get('/readyz')).body).toMatchObject({ ok: true });
  });
});

interface ScoredLine {
  readonly promiseRisk: { readonly late: number };
}

interface RankedLine {
  readonly rank: number;
  readonly score: number;
  readonly line: {
    readonly priority: {
      readonly tier: string;
      readonly costOfDelayPerHour: number;
      readonly effortMinutes: number;
      readonly components: readonly { readonly amountPerHour: number }[];
    };
  };
}

/** The first change of a line that stood in its queue: it entered before, which may be told only now. */
async function nextMove<T extends { lineId: string; change: string }>(
  messages: AsyncIterable<{ data?: { queueChanged: { changes: readonly T[] } } | null | undefined }>,
  lineId: string,
): Promise<T> {
  for await (const { data } of messages) {
    const change = data?.queueChanged.changes.find((one) => one.lineId === lineId && one.change !== 'ENTERED');
    if (change) return change;
  }
  throw new Error('the subscription ended');
}

async function train(loaded: Awaited<ReturnType<typeof loadConfigFile>>, out: string): Promise<void> {
  const host = createHost(loaded.config.providers, { baseDir: loaded.baseDir, now: () => AS_OF, log: silentLog });
  const { events } = await collectEvents(host.all, { now: AS_OF, until: AS_OF, signal: new AbortController().signal });
  await trainModel(
    async function* () {
      yield await Promise.resolve(events);
    },
    loaded.config.scoring,
    { asOf: AS_OF, out },
  );
}
