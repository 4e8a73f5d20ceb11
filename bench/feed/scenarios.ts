import { setTimeout as sleep } from 'node:timers/promises';
import { startCrowd, type Heard } from './crowd.ts';
import { SITES } from './events.ts';
import { openLoop } from './open-loop.ts';
import { cpuSeconds, cpuSecondsWithChildren, residentBytes } from './process-cost.ts';
import { committed, type FeedServer } from './servers.ts';

const ALL_SITES =
  'subscription ($after: String) { queueChanged(kind: RELEASE, after: $after) { cursor changes { lineId change score rank } } }';
const ONE_SITE =
  'subscription ($site: ID, $after: String) { queueChanged(kind: RELEASE, site: $site, after: $after) { cursor changes { lineId change score rank } } }';

/** Seconds without measuring, until what is compiled at first use is compiled. */
const WARM_UP_SECONDS = 5;

export interface Load {
  readonly sockets: number;
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Whether each client watches one site of twenty, and not all. */
  readonly bySite: boolean;
  readonly stalled?: number;
}

export interface Figures extends Heard {
  readonly deliveriesPerSecond: number;
  /** For each second of the server's processor time. */
  readonly deliveriesPerCore: number;
  /** For each second of the server's and the database's, which stores events for both. */
  readonly deliveriesPerCoreWithDatabase: number;
  /** How much the server's memory grew. */
  readonly grownBytes: number;
}

/** Events at a steady rate, told to clients that all listen. `databasePid` is that of PostgreSQL, which started all its others. */
export async function steady(
  server: FeedServer,
  databasePid: number,
  { sockets, rate, seconds, bySite, stalled = 0 }: Load,
): Promise<Figures> {
  const crowd = await startCrowd({ url: server.url, ...audience(sockets, bySite), stalled });
  await crowd.gather();
  await openLoop(rate, WARM_UP_SECONDS, server.write);
  await sleep(500);
  await crowd.heard();
  const [cpu, database] = [cpuSeconds(server.pid()), cpuSecondsWithChildren(databasePid)];
  const memory = residentBytes(server.pid());
  await openLoop(rate, seconds, server.write, rate * WARM_UP_SECONDS);
  await sleep(1_000);
  const heard = await crowd.heard();
  const used = cpuSeconds(server.pid()) - cpu;
  const usedByDatabase = cpuSecondsWithChildren(databasePid) - database;
  const figures = {
    ...heard,
    deliveriesPerSecond: heard.messages / seconds,
    deliveriesPerCore: heard.messages / used,
    deliveriesPerCoreWithDatabase: heard.messages / (used + usedByDatabase),
    grownBytes: residentBytes(server.pid()) - memory,
  };
  await crowd.go();
  return figures;
}

/** One client comes back after many entries. Milliseconds until its first message, and until all. */
export async function resume(server: FeedServer, missed: number): Promise<{ firstMs: number; allMs: number }> {
  const crowd = await startCrowd({ url: server.url, ...audience(1, false) });
  await crowd.gather();
  await server.write(0);
  await crowd.untilAllHeard(0);
  await crowd.heard();
  await crowd.pause();
  for (let from = 1; from <= missed; from += 1_000) await server.writeAll(from, 1_000);
  const started = performance.now();
  await crowd.gather();
  await crowd.untilFirst();
  const firstMs = performance.now() - started;
  await crowd.untilAllHeard(missed);
  const allMs = performance.now() - started;
  await crowd.go();
  return { firstMs, allMs };
}

/** The server dies under many clients, events come meanwhile, and all come back at once. */
export async function herd(
  server: FeedServer,
  databaseUrl: string,
  clients: number,
  missed: number,
): Promise<{ allMs: number; statements: number }> {
  const crowd = await startCrowd({ url: server.url, ...audience(clients, false) });
  await crowd.gather();
  await server.write(0);
  await crowd.untilAllHeard(0);
  await crowd.pause();
  await server.writeAll(1, missed);
  await server.crash();
  const before = await committed(databaseUrl);
  const started = performance.now();
  await crowd.gather();
  await crowd.untilAllHeard(missed);
  const allMs = performance.now() - started;
  const statements = (await committed(databaseUrl)) - before;
  await crowd.go();
  return { allMs, statements };
}

function audience(sockets: number, bySite: boolean) {
  const variables = bySite ? Array.from({ length: SITES }, (_, i) => ({ site: `SITE-${i}` })) : [{}];
  return { sockets, query: bySite ? ONE_SITE : ALL_SITES, variables };
}
