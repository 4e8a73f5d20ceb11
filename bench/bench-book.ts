import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, type App } from '../src/app.ts';
import { parseConfig, readEnvironment } from '../src/config.ts';
import { SIMULATED_SCORING } from '../src/demo-config.ts';
import { silentLog } from '../src/log.ts';
import type { Deps } from '../src/operations/deps.ts';
import { loadOrders } from '../src/operations/load-orders.ts';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { fillOpenBook, openBookEvents, USUAL_SIZE } from './open-book.ts';

/** What every benchmark of an open book is configured with: the features of the demonstration book, so that its model fits. */
export const BENCH_CONFIG = parseConfig({ currency: 'EUR', scoring: SIMULATED_SCORING }, 'bench');

/** Works on a made-up open book in an embedded PostgreSQL. With a folder the book stays there, and is used again. */
export async function withBenchBook(
  options: { readonly lines: number; readonly folder?: string | undefined },
  work: (app: App, connectionString: string) => Promise<void>,
): Promise<void> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));
  const { connectionString, stop } = await startEmbeddedPostgres(join(folder, 'data', 'postgres'), silentLog);
  try {
    const app = await openApp({
      environment: readEnvironment({ DATABASE_URL: connectionString }),
      loaded: { config: BENCH_CONFIG, baseDir: folder, book: 'bench', file: null },
      asOf: null,
      log: silentLog,
    });
    try {
      if ((await app.deps.store.lines.openIds(null, 1)).length === 0) await fill(app.deps, options.lines);
      await work(app, connectionString);
    } finally {
      await app.close();
    }
  } finally {
    await stop();
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const ORDERS_PER_STATEMENT = 400;

async function fill(deps: Deps, lines: number): Promise<void> {
  const now = deps.now();
  await fillOpenBook(deps.store, openBookEvents({ ...USUAL_SIZE, lines }, now), [], now);
  const keys = new Set<string>();
  for (let after: string | null = null; ;) {
    const orderIds: readonly string[] = await deps.store.lines.openOrderIds(after, ORDERS_PER_STATEMENT);
    if (orderIds.length === 0) break;
    for (const { order, lines: ofOrder } of await loadOrders(deps, orderIds))
      for (const line of ofOrder) for (const key of Object.values(deps.historyKeys(line, order))) keys.add(key);
    after = orderIds.at(-1) ?? null;
  }
  await fillOpenBook(deps.store, [], keys, now);
}
