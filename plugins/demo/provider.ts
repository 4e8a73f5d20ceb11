import { z } from 'zod';
import {
  defineProvider,
  Instant,
  MS_PER_DAY,
  toMs,
  unreadableKind,
  type Clock,
  type Cursor,
  type ReadPage,
  type RecordKind,
} from '../../src/providers/index.ts';
import { DemoConfig } from './config.ts';
import { createSimulation, DEMO_KINDS, type Simulation } from './simulation.ts';
import { changesWithin, createSimClock, recordAt, type SimClock, type Thing } from './thing.ts';

/** Where a reader stands: when the book was first opened, the time up to which all is read, and the rest of a read under way. */
const DemoCursor = z.object({
  startedAt: Instant,
  /** Null before the first read has come to its end. */
  readTo: Instant.nullable(),
  /** A read that was begun: up to when it reads, and how many of its records are behind. */
  begun: z.object({ upTo: Instant, behind: z.int() }).nullable(),
});
type DemoCursor = z.output<typeof DemoCursor>;

interface DemoClient {
  readonly config: DemoConfig;
  readonly startedAt: Instant;
  readonly now: Clock;
  /** The book of a start, made once. */
  readonly open: (startedAt: Instant) => Book;
}

interface Book {
  readonly simulation: Simulation;
  readonly clock: SimClock;
}

const PAGE_SIZE = 500;

/** A small simulated order book that goes on while it is read: nothing in it is real. Same seed and times, same book. */
export const demo = defineProvider({
  type: 'demo',
  config: DemoConfig,
  reads: () => DEMO_KINDS,

  connect: (config, { now }): DemoClient => {
    const books = new Map<Instant, Book>();
    return {
      config,
      startedAt: now(),
      now,
      open: (startedAt) => {
        const book = books.get(startedAt) ?? openBook(config, startedAt);
        books.set(startedAt, book);
        return book;
      },
    };
  },

  check: async ({ config: { seed, speed } }) => ({
    detail: `simulated order book, seed ${seed}, going ${speed} times as fast as the clock; nothing in it is real`,
  }),

  async *read(client, kind, cursor) {
    if (!isDemoKind(kind)) throw unreadableKind('demo', kind);
    const { startedAt, readTo, begun } = parseCursor(client, cursor);
    const upTo = begun?.upTo ?? client.now();
    const changed = changedThings(client.open(startedAt), kind, readTo, upTo);
    const { clock } = client.open(startedAt);
    for (let behind = begun?.behind ?? 0; behind < changed.length; behind += PAGE_SIZE) {
      const next = behind + PAGE_SIZE;
      const isLast = next >= changed.length;
      const after: DemoCursor = isLast
        ? { startedAt, readTo: upTo, begun: null }
        : { startedAt, readTo, begun: { upTo, behind: next } };
      yield toPage(changed.slice(behind, next), {
        clock,
        upTo,
        cursor: after,
        progressRatio: Math.min(1, next / changed.length),
      });
    }
  },
});

function openBook({ seed, historyDays, speed }: DemoConfig, startedAt: Instant): Book {
  const start = toMs(startedAt);
  return { simulation: createSimulation(seed, start - historyDays * MS_PER_DAY), clock: createSimClock(start, speed) };
}

function parseCursor(client: DemoClient, cursor: Cursor): DemoCursor {
  return cursor === null ? { startedAt: client.startedAt, readTo: null, begun: null } : DemoCursor.parse(cursor);
}

function isDemoKind(kind: RecordKind): boolean {
  return DEMO_KINDS.some((known) => known === kind);
}

function changedThings(
  { simulation, clock }: Book,
  kind: RecordKind,
  readTo: Instant | null,
  upTo: Instant,
): readonly Thing[] {
  const from = readTo === null ? Number.NEGATIVE_INFINITY : clock.toSim(toMs(readTo));
  const to = clock.toSim(toMs(upTo));
  return simulation.things(kind, from, to).filter((thing) => changesWithin(thing, from, to));
}

interface PageOptions {
  readonly clock: SimClock;
  readonly upTo: Instant;
  readonly cursor: DemoCursor;
  readonly progressRatio: number;
}

function toPage(things: readonly Thing[], { clock, upTo, cursor, progressRatio }: PageOptions): ReadPage {
  const time = clock.toSim(toMs(upTo));
  const records = things.map((thing) => ({
    record: recordAt(thing, time, clock.say),
    location: `simulated ${thing.kind} ${thing.key}`,
  }));
  return { records, deletes: [], cursor, progressRatio };
}
