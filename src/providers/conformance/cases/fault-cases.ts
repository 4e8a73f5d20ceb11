import assert from 'node:assert/strict';
import type { HostedProvider } from '../../host.ts';
import { shown, type Bench } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';
import type { FaultProxy, ProxyFault } from '../proxy/fault-proxy.ts';
import type { SourceUnderTest } from '../source-under-test.ts';

const BUSY = { kind: 'answer', status: 429 } as const;
/** Milliseconds after which a hanging call is given up in these cases. */
const TIMEOUT_MS = 500;
const GIGABYTE = 1024 ** 3;
/** Bytes that a refused answer may have brought: what fits in buffers on the way included. */
const MAX_TAKEN = 200 * 1024 ** 2;

/** Group 9: a source in trouble. */
export const FAULT_CASES: readonly ConformanceCase[] = [
  survives(
    'C09.1',
    '429 with Retry-After',
    { ...BUSY, headers: { 'retry-after': '1' } },
    { isHttp: true, atLeastMs: 900 },
  ),
  survives('C09.2', '429 without Retry-After', BUSY, { isHttp: true }),
  survives('C09.3', '503', { kind: 'answer', status: 503, body: 'busy' }, { isHttp: true }),
  survives('C09.4', 'an answer that never comes', { kind: 'hang' }, { isHttp: true }),
  survives('C09.5', 'a connection that is cut before the answer', { kind: 'cut' }, {}),
  survives('C09.6', 'a connection that is cut within the answer', { kind: 'cutHalf' }, { isHttp: true }),
  fails('C09.7', 'a body that is not what it should be', { kind: 'answer', status: 200, body: '<html>{"oops"' }),
  {
    ...fails('C09.8', 'an answer of a gigabyte, without reading it all', { kind: 'huge', bytes: GIGABYTE }),
    run: async (bench) => {
      const { provider, proxy } = await struck(bench, { kind: 'huge', bytes: GIGABYTE }, { timeoutMs: 30_000 });
      await assert.rejects(async () => readOnce(bench, provider));
      assert(proxy.hugeBytes() < MAX_TAKEN, `expected it to be refused early, ${proxy.hugeBytes()} bytes were taken`);
    },
  },
  {
    id: 'C09.9',
    title: 'stops within a second when it is told to while the source hangs',
    needs: ['faulty'],
    run: async (bench) => {
      const { provider, proxy } = await bench.openFaulty();
      const [kind = 'order'] = bench.kinds;
      proxy.strike({ kind: 'hang' });
      const stop = new AbortController();
      const pages = provider.read(kind, null, stop.signal)[Symbol.asyncIterator]();
      setTimeout(() => stop.abort(), 100);
      const startedAt = performance.now();
      await assert.rejects(async () => pages.next());
      assert(performance.now() - startedAt < 1_100, 'expected an end within a second');
    },
  },
  {
    id: 'C09.10',
    title: 'reads nothing when it is told to stop beforehand',
    run: async ({ provider, kinds }) => {
      const [kind = 'order'] = kinds;
      const pages = provider.read(kind, null, AbortSignal.abort())[Symbol.asyncIterator]();
      await assert.rejects(
        async () => pages.next(),
        (error: { code?: unknown }) => error.code === 'PROVIDER_UNAVAILABLE',
      );
    },
  },
];

interface Survival {
  /** Cannot be made where the source speaks no HTTP. */
  readonly isHttp?: boolean;
  readonly atLeastMs?: number;
}

/** Struck by it once, a read brings all that it brings without. */
function survives(
  id: string,
  what: string,
  fault: ProxyFault,
  { isHttp = false, atLeastMs = 0 }: Survival,
): ConformanceCase {
  return {
    id,
    title: `loses nothing to ${what}`,
    needs: ['faulty'],
    notOffered: (_, source) => (isHttp ? speaksHttp(source) : null),
    run: async (bench) => {
      const undisturbed = await readOnce(bench, bench.provider);
      const { provider } = await struck(bench, fault, { timeoutMs: fault.kind === 'hang' ? TIMEOUT_MS : 30_000 }, 1);
      const startedAt = performance.now();
      assert.deepEqual(await readOnce(bench, provider), undisturbed);
      assert(performance.now() - startedAt >= atLeastMs, 'expected it to wait as long as it was asked to');
    },
  };
}

/** As long as it lasts, a read fails and says so; afterwards all is as before. */
function fails(id: string, what: string, fault: ProxyFault): ConformanceCase {
  return {
    id,
    title: `refuses ${what}`,
    needs: ['faulty'],
    notOffered: (_, source) => speaksHttp(source),
    run: async (bench) => {
      const { provider, proxy } = await struck(bench, fault, {});
      await assert.rejects(async () => readOnce(bench, provider));
      proxy.clear();
      assert.deepEqual(await readOnce(bench, provider), await readOnce(bench, bench.provider));
    },
  };
}

function speaksHttp({ faulty }: SourceUnderTest): string | null {
  return !faulty || /^https?:/.test(faulty.upstream) ? null : 'the source speaks no HTTP';
}

async function struck(
  bench: Bench,
  fault: ProxyFault,
  settings: object,
  times?: number,
): Promise<{ provider: HostedProvider; proxy: FaultProxy }> {
  const faulty = await bench.openFaulty(settings);
  faulty.proxy.strike(fault, times);
  return faulty;
}

async function readOnce({ kinds, readAll }: Bench, provider: HostedProvider): Promise<unknown> {
  const [kind = 'order'] = kinds;
  return shown(await readAll(provider, kind));
}
