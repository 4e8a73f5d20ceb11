import pg from 'pg';
import { Prisma } from '../generated/prisma/client.ts';
import { createBookMemory, sizeOf, type BookMemory } from './book-memory.ts';
import { oneRow, type Database } from './sql.ts';

/** One transaction's time with the lock under which a book is changed. */
export interface Turn {
  /** What is known at its beginning, and what it then learns. */
  readonly memory: BookMemory;
  /** To be called when it has ended: what it knows is kept for the next one if it was committed, and let go otherwise. */
  readonly end: (isCommitted: boolean) => void;
}

export interface Turns {
  /** Waits for the lock, which this transaction then holds until its end, and for what is asked right behind it. */
  readonly take: (db: Database, behind: () => Promise<unknown>) => Promise<Turn>;
}

/** Things that are remembered at most from one turn to the next: at some 7 a line, a book of 70,000 open lines. More are read each time. */
const MOST_KEPT = 500_000;

/**
 * The turns of this process. Turns are numbered by the database, whoever takes them: two numbers in a row are two turns between which
 * nobody changed the book, so that all that the first one knew still stands. A number is never given twice, not even when its
 * transaction fails. After a restart of the database nothing counts: it may be another one, or an older one.
 */
export function createTurns(schema: string): Turns {
  let kept: { readonly place: Place; readonly memory: BookMemory } | null = null;
  let last: Promise<void> = Promise.resolve();

  /** In this process transactions wait for each other here, so that each finds what the one before it has kept. */
  async function queue(): Promise<() => void> {
    const before = last;
    let leave = (): void => undefined;
    last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }

  return {
    take: async (db, behind) => {
      const leave = await queue();
      const known = kept;
      kept = null;
      try {
        const [place] = await Promise.all([lock(db, schema), behind()]);
        const memory = known && follows(place, known.place) ? known.memory : createBookMemory();
        return {
          memory,
          end: (isCommitted) => {
            if (isCommitted && sizeOf(memory) <= MOST_KEPT) kept = { place, memory };
            leave();
          },
        };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}

/** Which turn it is, of which start of the database. */
interface Place {
  readonly number: number;
  readonly server: string;
}

function follows(place: Place, before: Place): boolean {
  return place.server === before.server && place.number === before.number + 1;
}

function lock(db: Database, schema: string): Promise<Place> {
  const sequence = `${pg.escapeIdentifier(schema)}.turn`;
  return oneRow<Place>(
    db,
    Prisma.sql`
      WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(${`promisegraph apply ${schema}`}, 0)))
      SELECT nextval(${sequence}::text::regclass)::float8 AS number, pg_postmaster_start_time()::text AS server FROM held`,
  );
}
