/**
 * How long it takes from an event to the recorded score of the line that it changed.
 *
 *   npm run bench:event-to-score          a made-up book of 18,000 open lines in an embedded PostgreSQL, 200 events a second
 *   npm run bench:event-to-score -- --rate 100 --seconds 10 --model <folder of a model for the settings of bench/bench-book.ts>
 *
 * Events come by a plan made beforehand, whether the ones before are done or not (an open loop), so that waiting counts. Each changes the
 * promise of one line; it goes into the inbox as a source's would, and the book is kept as the platform keeps it, in this process. The
 * clock runs from the planned time to the commit of the transaction that records the score. As the floor that the disk and the database
 * give: updating and committing one row an event by the same plan over one connection, in turn with it. The whole open book is scored again
 * every 20 seconds meanwhile (--rescore): three times as often as the platform does.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { App } from '../src/app.ts';
import { EVENT_DATA } from '../src/domain/event/event-data.ts';
import type { DomainEvent } from '../src/domain/event/event.ts';
import { addMs, MS_PER_DAY } from '../src/domain/time.ts';
import type { Deps } from '../src/operations/deps.ts';
import { keepBook } from '../src/operations/keep-book.ts';
import { rescoreOpenBook } from '../src/operations/rescore-open-book.ts';
import { createRandom } from '../src/scoring/random.ts';
import { loadModel } from '../src/scoring/load-model.ts';
import type { Store } from '../src/store/store.ts';
import { BENCH_CONFIG, withBenchBook } from './bench-book.ts';
import { USUAL_SIZE } from './open-book.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: String(USUAL_SIZE.lines) },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '2' },
    rescore: { type: 'string', default: '20' },
    model: { type: 'string' },
    data: { type: 'string' },
  },
});
const [RATE, SECONDS, ROUNDS] = [Number(values.rate), Number(values.seconds), Number(values.rounds)];
/** Seconds at the beginning that do not count: code is not compiled yet, and nothing is remembered. */
const WARM_UP = 5;

await withBenchBook({ lines: Number(values.lines), folder: values.data }, measure);

async function measure({ deps, useModel }: App, connectionString: string): Promise<void> {
  if (values.model !== undefined) useModel(await loadModel(values.model, BENCH_CONFIG.scoring));
  await rescoreOpenBook(deps);
  console.log(
    `${RATE} events a second, ${ROUNDS} rounds of ${SECONDS} s, of ${values.lines} open lines; milliseconds:`,
  );
  console.log('     p50     p95     p99     max');
  const [floors, scores]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(...(await floorOf(connectionString)));
    scores.push(...(await eventToScore(deps, round)));
  }
  const floor = print('one row updated and committed', floors);
  const scored = print('event to recorded score', scores);
  console.log(
    `  ${(scored.p50 / floor.p50).toFixed(1)} times the floor at p50, ${(scored.p99 / floor.p99).toFixed(1)} at p99`,
  );
}

/** Milliseconds from plan to commit, an entry an event. */
type Waited = readonly number[];

async function eventToScore(deps: Deps, round: number): Promise<Waited> {
  const due = new Map<string, number>();
  const waited: number[] = [];
  const watched = watching(deps.store, (events) => {
    const now = performance.now();
    for (const event of events) {
      const at = due.get(event.id);
      if (at !== undefined) waited.push(now - at);
      due.delete(event.id);
    }
  });
  const stopping = new AbortController();
  const before = process.cpuUsage();
  const kept = keepBook(
    { ...deps, store: watched },
    { rescoreEverySeconds: Number(values.rescore), signal: stopping.signal },
  );
  await sleep(2000);
  const events = eventsOf(await deps.store.lines.openIds(null, Number(values.lines)), deps.now(), round);
  await openLoop(async (i, planned) => {
    const event = events[i];
    if (!event) return;
    if (i >= WARM_UP * RATE) due.set(event.id, planned);
    await deps.store.inbox.add([event]);
  });
  while (due.size > 0) await sleep(20);
  stopping.abort();
  await kept;
  const { user, system } = process.cpuUsage(before);
  console.log(
    `  (this process used ${((user + system) / 1000 / (RATE * (SECONDS + WARM_UP))).toFixed(1)} ms of processor time an event)`,
  );
  return waited;
}

/** One row updated and committed an event, by the same plan: a change of the same size, and nothing else. */
async function floorOf(connectionString: string): Promise<Waited> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS floor (id int PRIMARY KEY, value jsonb)');
  await client.query(`INSERT INTO floor SELECT id, '{}' FROM generate_series(0, 17999) AS id ON CONFLICT DO NOTHING`);
  const value = JSON.stringify({ text: 'x'.repeat(1000) });
  const waited: number[] = [];
  await openLoop(async (i, planned) => {
    await client.query('UPDATE floor SET value = $2 WHERE id = $1', [(i * 7919) % 18_000, value]);
    if (i >= WARM_UP * RATE) waited.push(performance.now() - planned);
  });
  await client.query('DROP TABLE floor');
  await client.end();
  return waited;
}

/** Sends by a plan: at random times, so many a second on average; none waits for the one before. */
async function openLoop(send: (i: number, planned: number) => Promise<void>): Promise<void> {
  const random = createRandom(1);
  const begin = performance.now();
  const sent: Promise<void>[] = [];
  let planned = begin;
  for (let i = 0; i < RATE * (SECONDS + WARM_UP); i += 1) {
    planned += (-Math.log(1 - random()) * 1000) / RATE;
    const wait = planned - performance.now();
    if (wait > 0) await sleep(wait);
    sent.push(send(i, planned));
  }
  await Promise.all(sent);
}

/** The same store, which tells of events once they are applied and committed. */
function watching(store: Store, onApplied: (events: readonly DomainEvent[]) => void): Store {
  return {
    ...store,
    transaction: async (work) => {
      const applied: DomainEvent[] = [];
      const result = await store.transaction((tx) => {
        const { markApplied } = tx.inbox;
        const inbox = {
          ...tx.inbox,
          markApplied: (events: readonly DomainEvent[]) => {
            applied.push(...events);
            return markApplied(events);
          },
        };
        return work(Object.assign(tx, { inbox }));
      });
      onApplied(applied);
      return result;
    },
  };
}

/** New promises for lines at random, told one after the other. */
function eventsOf(lineIds: readonly string[], now: string, seed: number): readonly DomainEvent[] {
  const random = createRandom(seed);
  return Array.from({ length: RATE * (SECONDS + WARM_UP) }, (_, i) => {
    const [orderId = '', lineNumber = ''] = (lineIds[Math.floor(random() * lineIds.length)] ?? '').split('/');
    const promise = {
      promisedShipBy: addMs(now, Math.round((1 + 10 * random()) * MS_PER_DAY)),
      promisedDeliverBy: addMs(now, Math.round((4 + 10 * random()) * MS_PER_DAY)),
    };
    return {
      ...{ id: randomUUID(), source: 'bench', type: 'line.repromised', subject: `line/${orderId}/${lineNumber}` },
      ...{ time: addMs(now, i), sequence: null, correlationId: null, causationId: null },
      data: EVENT_DATA['line.repromised'].parse({ orderId, lineNumber, promise }),
    } as const;
  });
}

function print(name: string, waited: Waited): { readonly p50: number; readonly p99: number } {
  const sorted = [...waited].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  const told = { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  console.log(
    `${Object.values(told)
      .map((ms) => ms.toFixed(1).padStart(8))
      .join('')}  ${name}`,
  );
  return told;
}
