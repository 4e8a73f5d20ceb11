/**
 * The change feed under load, beside a stock Apollo Server with graphql-ws and PubSub, in turns on the same database: what clients
 * wait for, and what a message costs. Every client is a real socket, in a process of its own.
 *
 *     npm run bench:feed                 everything, about fifteen minutes
 *     npm run bench:feed -- fan-out      one part: fan-out, quick, resume, herd or stalled
 *     npm run bench:feed -- quick --rounds 1 --seconds 8     for a look, not for figures
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLog } from '../src/log.ts';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { herd, resume, steady, type Figures, type Load } from './feed/scenarios.ts';
import { databasePid, startOurs, startStock, type FeedServer } from './feed/servers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '20' } },
});
const [ROUNDS, seconds] = [Number(values.rounds), Number(values.seconds)];

const dir = mkdtempSync(join(tmpdir(), 'promisegraph-bench-feed-'));
const postgres = await startEmbeddedPostgres(dir, silentLog);
const database = await databasePid(postgres.connectionString);
const ours = await startOurs(postgres.connectionString);
const stock = await startStock(postgres.connectionString);
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  'fan-out': () => compare('5,000 clients, 4 events/s', { sockets: 5_000, rate: 4, seconds, bySite: false }),
  quick: () => compare('500 clients of 20 sites, 200 events/s', { sockets: 500, rate: 200, seconds, bySite: true }),
  async resume() {
    const { firstMs, allMs } = await resume(ours, 100_000);
    console.log(
      `resume after 100,000 missed entries: first ${firstMs.toFixed(0)} ms, all ${(allMs / 1000).toFixed(2)} s`,
    );
  },
  async herd() {
    const { allMs, statements } = await herd(ours, postgres.connectionString, 2_000, 500);
    console.log(
      `2,000 clients come back after a crash with 500 missed: ${(allMs / 1000).toFixed(2)} s, ${statements} statements`,
    );
  },
  stalled,
};

try {
  const [asked] = positionals;
  const parts = asked === undefined ? Object.values(PARTS) : [PARTS[asked] ?? unknownPart(asked)];
  for (const part of parts) await part();
} finally {
  await ours.stop();
  await stock.stop();
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function compare(title: string, load: Load): Promise<void> {
  const ratios: { perCore: number; withDatabase: number; p99: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const us = await measured(title, ours, load);
    const them = await measured(title, stock, load);
    ratios.push({
      perCore: us.deliveriesPerCore / them.deliveriesPerCore,
      withDatabase: us.deliveriesPerCoreWithDatabase / them.deliveriesPerCoreWithDatabase,
      p99: us.p99 / them.p99,
    });
  }
  console.log(
    `${title}: median of ${ROUNDS} rounds: ${median(ratios.map(({ perCore }) => perCore)).toFixed(2)} times the deliveries per core, ` +
      `${median(ratios.map(({ withDatabase }) => withDatabase)).toFixed(2)} times with the database's processor time, ` +
      `${median(ratios.map(({ p99 }) => p99)).toFixed(2)} times the p99`,
  );
}

/** One client that never reads, for a minute: what the others notice, and what the server keeps for it. */
async function stalled(): Promise<void> {
  const load: Load = { sockets: 500, rate: 20, seconds: 60, bySite: false };
  const [p99, memory]: [number[], number[]] = [[], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const without = await measured('nobody stalls', ours, load);
    const withOne = await measured('one client never reads', ours, { ...load, stalled: 1 });
    p99.push(withOne.p99 / without.p99);
    memory.push(withOne.grownBytes - without.grownBytes);
  }
  console.log(
    `one client stalls: median of ${ROUNDS} rounds: p99 of all others ${median(p99).toFixed(2)} times, memory ${megabytes(median(memory))} more`,
  );
}

async function measured(title: string, server: FeedServer, load: Load): Promise<Figures> {
  const figures = await steady(server, database, load);
  const { deliveriesPerSecond, deliveriesPerCore, deliveriesPerCoreWithDatabase, p50, p99, max, grownBytes } = figures;
  console.log(
    `${title}: ${server.name}: ${deliveriesPerSecond.toFixed(0)} deliveries/s, ${deliveriesPerCore.toFixed(0)} per core and second ` +
      `(${deliveriesPerCoreWithDatabase.toFixed(0)} with the database), p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, memory ${megabytes(grownBytes)}`,
  );
  return figures;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}

function unknownPart(name: string): never {
  throw new Error(`expected one of ${Object.keys(PARTS).join(', ')}, came ${name}`);
}
