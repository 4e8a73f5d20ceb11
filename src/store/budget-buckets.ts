import { Prisma } from '../generated/prisma/client.ts';
import { rows, type Database } from './sql.ts';

const { sql } = Prisma;

/** What a bucket holds, and how fast it fills again. */
export interface BucketSize {
  readonly points: number;
  readonly restorePerSecond: number;
}

/** Budgets that replicas share, by the clock of the database. A bucket that is not there is full. */
export interface BudgetBucketStore {
  /** Takes points: if there are as many, or with `always` in any case. What there is then, or would be. One statement, two when refused. */
  readonly take: (
    id: string,
    size: BucketSize,
    cost: number,
    always: boolean,
  ) => Promise<{ readonly isTaken: boolean; readonly available: number }>;
}

export function createBudgetBucketStore(db: Database): BudgetBucketStore {
  return {
    take: async (id, { points, restorePerSecond }, cost, always) => {
      const filled = sql`
        LEAST(${points}::float8, b.available + EXTRACT(epoch FROM clock_timestamp() - b.at)::float8 * ${restorePerSecond}::float8)`;
      const [taken] = await rows<{ available: number }>(
        db,
        sql`
          INSERT INTO budget_bucket AS b (id, available, at)
          SELECT ${id}, LEAST(${points}::float8, ${points}::float8 - ${cost}::float8), clock_timestamp()
          WHERE ${always} OR ${cost}::float8 <= ${points}::float8
          ON CONFLICT (id) DO UPDATE SET available = LEAST(${points}::float8, ${filled} - ${cost}::float8), at = clock_timestamp()
          WHERE ${always} OR ${filled} >= ${cost}::float8
          RETURNING available`,
      );
      if (taken) return { isTaken: true, available: taken.available };
      const [left] = await rows<{ available: number }>(
        db,
        sql`SELECT ${filled} AS available FROM budget_bucket b WHERE b.id = ${id}`,
      );
      return { isTaken: false, available: left?.available ?? points };
    },
  };
}
