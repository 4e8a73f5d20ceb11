import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { RecordKind } from '../../domain/record/record.ts';
import { toInstant } from '../../domain/time.ts';
import { createHost } from '../create-host.ts';
import type { ConfiguredProvider, Cursor } from '../define-provider.ts';
import type { CheckedPage, HostedProvider, ProviderHost } from '../host.ts';
import type { Patience } from '../policy.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { openFaultProxy, type FaultProxy } from './proxy/fault-proxy.ts';
import type { RecordRef, SourceUnderTest } from './source-under-test.ts';

/** Patience in milliseconds that a test can spend. */
const PATIENCE: Patience = {
  retries: 3,
  retryDelayMs: 20,
  maxRetryDelayMs: 100,
  breakAfter: 1000,
  breakMs: 50,
  longestWaitMs: 5_000,
  authRestMs: 0,
};

/** A stop to a source that never ends. */
const PAGES_AT_MOST = 5_000;

/** What one case works with. Everything that it opens is closed when the case ends. */
export interface Bench {
  readonly source: SourceUnderTest;
  /** The provider under test. */
  readonly provider: HostedProvider;
  readonly kinds: readonly RecordKind[];
  /** All that was logged so far. */
  readonly log: MemoryLog;
  /** Another process' view: a host that knows nothing of the first. */
  readonly open: (configured?: ConfiguredProvider, settings?: object) => HostedProvider;
  /** The provider behind a proxy that makes faults, and the proxy. */
  readonly openFaulty: (
    settings?: object,
  ) => Promise<{ readonly provider: HostedProvider; readonly proxy: FaultProxy }>;
  /** All pages of a kind from a cursor. */
  readonly readAll: (provider: HostedProvider, kind: RecordKind, cursor?: Cursor) => Promise<readonly CheckedPage[]>;
  /** Does a deed on the source, and waits until its lists show it. */
  readonly does: (deed: 'change' | 'changeState' | 'changeChild' | 'cancel' | 'remove') => Promise<RecordRef>;
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openBench(source: SourceUnderTest): Bench {
  const log = createMemoryLog();
  const closers: (() => Promise<void>)[] = [];

  function open(configured = source.provider, settings: object = {}): HostedProvider {
    const given = typeof configured.settings === 'object' && configured.settings !== null ? configured.settings : {};
    const host: ProviderHost = createHost([{ ...configured, settings: { ...given, ...settings } }], {
      baseDir: resolve(source.baseDir ?? '.'),
      now: source.now ?? (() => toInstant(new Date())),
      log,
      patience: PATIENCE,
    });
    closers.push(host.close);
    const [provider] = host.all;
    assert(provider, 'expected a provider');
    return provider;
  }

  async function settle(): Promise<void> {
    if (source.settleMs) await wait(source.settleMs);
  }

  const provider = open();
  return {
    source,
    provider,
    kinds: source.kinds ?? provider.kinds,
    log,
    open,
    settle,
    readAll,
    openFaulty: async (settings) => {
      assert(source.faulty, 'expected `faulty`');
      const proxy = await openFaultProxy(source.faulty.upstream);
      closers.push(proxy.close);
      return { proxy, provider: open(source.faulty.through(proxy.url), settings) };
    },
    does: async (deed) => {
      const ref = await source[deed]?.();
      assert(ref, `expected \`${deed}\` to name the record`);
      await settle();
      return ref;
    },
    close: async () => {
      for (const close of closers.reverse()) await close();
      await source.close?.();
    },
  };
}

async function readAll(provider: HostedProvider, kind: RecordKind, cursor: Cursor = null): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read(kind, cursor, new AbortController().signal)) {
    pages.push(page);
    assert(pages.length <= PAGES_AT_MOST, `expected an end within ${PAGES_AT_MOST} pages of ${kind}`);
  }
  return pages;
}

/** A cursor as another process would get it. */
export function jsonCopy(cursor: Cursor): Cursor {
  return z.json().parse(JSON.parse(JSON.stringify(cursor)));
}

/** What pages say, however they are cut. */
export function shown(pages: readonly CheckedPage[]): unknown {
  return {
    records: pages.flatMap(({ records }) => records),
    deletes: pages.flatMap(({ deletes }) => deletes),
    unreadable: pages.flatMap(({ unreadable }) => unreadable),
  };
}
