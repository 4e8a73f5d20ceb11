import { silentLog } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { HostedProvider } from '../../src/providers/host.ts';
import type { ConfiguredProvider } from '../../src/providers/index.ts';
import { processorSeconds } from './processor-seconds.ts';

/** What a full read of all orders came to. Seconds by the clock, and of processors: ours, and those of the source's processes. */
export interface FullRead {
  readonly orders: number;
  readonly lines: number;
  readonly setAside: number;
  readonly seconds: number;
  readonly ours: number;
  readonly theirs: number;
}

/** A source behind a host, connected and signed in. */
export interface Reader {
  /** Every order through the host, from the start, as a first read would, without saving. */
  readonly readAll: () => Promise<FullRead>;
  readonly close: () => Promise<void>;
}

/** `pid` is the source's process; null for a source that has none. */
export async function openReader(provider: ConfiguredProvider, pid: number | null): Promise<Reader> {
  const host = createHost([provider], { baseDir: '.', now: () => new Date().toISOString(), log: silentLog });
  const [hosted] = host.all;
  if (!hosted) throw new Error('expected a provider');
  await hosted.check();
  return { readAll: () => readAllOrders(hosted, pid), close: host.close };
}

async function readAllOrders(hosted: HostedProvider, pid: number | null): Promise<FullRead> {
  const secondsOfSource = (): number => (pid === null ? 0 : processorSeconds(pid));
  const [started, own, theirs] = [performance.now(), process.cpuUsage(), secondsOfSource()];
  let [orders, lines, setAside] = [0, 0, 0];
  for await (const page of hosted.read('order', null, new AbortController().signal)) {
    orders += page.records.length;
    setAside += page.unreadable.length;
    for (const { record } of page.records) lines += record.kind === 'order' ? record.lines.length : 0;
    await hosted.acknowledge?.('order', page.cursor);
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  return { orders, lines, setAside, seconds, ours: (user + system) / 1e6, theirs: secondsOfSource() - theirs };
}
