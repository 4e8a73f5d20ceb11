import { createClient, type Client } from 'graphql-ws';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import { openApp, type App } from '../src/app.ts';
import { askReadyMadeQuery } from '../src/cli/ready-made-query.ts';
import { readEnvironment } from '../src/config.ts';
import { loadConfigFile, type LoadedConfig } from '../src/config-file.ts';
import { demoConfig } from '../src/demo-config.ts';
import { toMs } from '../src/domain/time.ts';
import { silentLog } from '../src/log.ts';
import { loadBook } from '../src/operations/load-book.ts';
import { createTestDatabase, type TestDatabase } from './cli/in-process.ts';
import { temporaryFolder } from './plugins/simulator/practice.ts';
import { makeRows, writeBookFolder } from './support/order-book-file.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

describe('the demonstration book', () => {
  const rows = makeRows(20);
  const folder = writeBookFolder(rows);
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  function open(loaded: LoadedConfig, dataDir: string): Promise<App> {
    const environment = readEnvironment({ DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0' });
    return openApp({ environment, loaded, asOf: null, log: silentLog });
  }

  const load = (app: App) => loadBook(app.deps, { signal: new AbortController().signal });

  it('and a configured book on one database and one DATA_DIR stay apart', async () => {
    const dataDir = temporaryFolder();
    const demo = await open(demoConfig({ scale: 0.01, historyDays: 1 }, dataDir), dataDir);
    await load(demo);
    const simulated = await demo.deps.store.entities.counts();
    await demo.close();

    const own = await open(await loadConfigFile(folder.config), dataDir);
    await load(own);
    const configured = await own.deps.store.entities.counts();
    const wall = Date.now();
    const ownTime = toMs(own.deps.now());
    await own.close();

    const again = await open(demoConfig({ scale: 0.01, historyDays: 1 }, dataDir), dataDir);
    const after = await again.deps.store.entities.counts();
    await again.close();

    expect([demo.book, own.book]).toEqual(['demo_1', 'promisegraph']);
    expect(configured.line).toBe(rows.length);
    expect(simulated.line).toBeGreaterThan(rows.length);
    expect(after).toEqual(simulated);
    expect(Math.abs(ownTime - wall)).toBeLessThan(60_000);
    expect(existsSync(join(dataDir, 'simulator', '1', 'world.json'))).toBe(true);
  });

  it('goes on at the time of the distributor, and tells a subscriber of it', async () => {
    const dataDir = temporaryFolder();
    const app = await open(demoConfig({ seed: 2, scale: 0.02, historyDays: 1, speed: 1000 }, dataDir), dataDir);
    onTestFinished(app.close);
    await load(app);
    const { url } = await app.serve();
    const socket = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });

    const { answer } = await askReadyMadeQuery(url);
    const changed = await firstChanged(socket);

    await socket.dispose();
    expect(answer).toContain('simulated');
    expect(changed).toMatch(/^SO-/);
  });

  it('has a distributor and a book of its own for each seed, and refuses what it cannot be', () => {
    const books = [1, 2].map((seed) => demoConfig({ seed }, 'unused'));

    expect(books.map(({ book }) => book)).toEqual(['demo_1', 'demo_2']);
    expect(() => demoConfig({ scale: 0 }, 'unused')).toThrow(/scale: .*0\.01.*, came 0/);
  });
});

/** The line of the first change that a subscriber hears of. */
async function firstChanged(socket: Client): Promise<string> {
  const query = 'subscription { queueChanged(kind: RELEASE) { changes { lineId } } }';
  for await (const { data } of socket.iterate<{ queueChanged: { changes: { lineId: string }[] | null } }>({ query })) {
    const lineId = data?.queueChanged.changes?.[0]?.lineId;
    if (lineId !== undefined) return lineId;
  }
  throw new Error('expected a change, came the end');
}
