import { onTestFinished } from 'vitest';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import { AppError } from '../../src/errors.ts';
import { silentLog, type Log } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { ConfiguredProvider } from '../../src/providers/define-provider.ts';
import type { CheckedPage, HostedProvider } from '../../src/providers/host.ts';
import type { Patience } from '../../src/providers/policy.ts';
import { line, order } from './given-records.ts';

/** Patience for tests: the same shape as the real one, in milliseconds that nobody notices. */
export const QUICK: Patience = {
  retries: 2,
  retryDelayMs: 5,
  maxRetryDelayMs: 10,
  breakAfter: 100,
  breakMs: 60,
  longestWaitMs: 200,
  authRestMs: 0,
};

/** A host that is closed when the test ends. */
export function openHost(
  providers: readonly ConfiguredProvider[],
  patience: Partial<Patience> = {},
  log: Log = silentLog,
) {
  const host = createHost(providers, {
    baseDir: '.',
    now: () => '2013-06-10T08:00:00.000Z',
    log,
    patience: { ...QUICK, ...patience },
  });
  onTestFinished(() => host.close());
  return host;
}

/** A source of three orders, one a page. */
export function openMemory(settings: object = {}, patience: Partial<Patience> = {}) {
  const source = new MemorySource();
  for (const id of ['SO-1', 'SO-2', 'SO-3']) source.put(order(id, [line('1')]));
  const provider = openHost([memory({ id: 'erp', source, pageSize: 1, ...settings })], patience).get('erp');
  return { source, provider };
}

/** All pages of orders. */
export async function readOrders(
  provider: HostedProvider,
  signal = new AbortController().signal,
): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read('order', null, signal)) pages.push(page);
  return pages;
}

/** Where the records of pages stand. */
export function locationsOf(pages: readonly CheckedPage[]) {
  return pages.flatMap(({ records }) => records.map(({ location }) => location));
}

/** Where the orders of `openMemory` stand. */
export const ALL = ['memory:SO-1', 'memory:SO-2', 'memory:SO-3'];
/** A source that asks for patience. */
export const UNAVAILABLE = new AppError('PROVIDER_UNAVAILABLE', 'asked for patience');
/** What Node says of a connection that was cut. */
export const RESET = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
