import type { CountedOutcome, OutcomeDay } from '../domain/outcome.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';
import type { OutcomeStore } from './score-stores.ts';
import { recordset, upsert } from './upsert.ts';

const COLUMNS = { key: 'text', day: 'date', lines: 'int', late: 'int', leadDays: 'numeric', delayDays: 'numeric' };

const COUNTED_OUTCOME = { table: 'counted_outcome', key: ['line_id'], columns: { line_id: 'text', outcome: 'json' } };

/** How delivered lines turned out, by key and day: what history features are made of. */
export function createOutcomeStore(db: Database): OutcomeStore {
  return {
    add: async (days) => {
      if (days.length === 0) return;
      await execute(
        db,
        Prisma.sql`
          INSERT INTO outcome_day AS known (key, day, lines, late, lead_days, delay_days)
          SELECT key, day, sum(lines), sum(late), sum("leadDays"), sum("delayDays") FROM ${recordset(COLUMNS, days.map(toRow))} AS given
          GROUP BY key, day ORDER BY key, day
          ON CONFLICT (key, day) DO UPDATE SET
            lines = known.lines + excluded.lines,
            late = known.late + excluded.late,
            lead_days = known.lead_days + excluded.lead_days,
            delay_days = known.delay_days + excluded.delay_days`,
      );
    },

    counted: async (lineIds) => {
      if (lineIds.length === 0) return new Map();
      const counted = await rows<{ line_id: string; outcome: CountedOutcome | null }>(
        db,
        Prisma.sql`SELECT line_id, outcome FROM counted_outcome WHERE line_id = ANY(${texts(lineIds)})`,
      );
      return new Map(counted.map(({ line_id, outcome }) => [line_id, outcome]));
    },

    saveCounted: (counted) =>
      upsert(
        db,
        COUNTED_OUTCOME,
        [...counted].map(([lineId, outcome]) => ({ line_id: lineId, outcome })),
      ),

    clear: async () => {
      await execute(db, Prisma.sql`WITH forgotten AS (DELETE FROM counted_outcome) DELETE FROM outcome_day`);
    },

    sum: async (keys, fromDay, toDay) => {
      if (keys.length === 0) return new Map();
      const sums = await rows<Omit<OutcomeDay, 'day'>>(
        db,
        Prisma.sql`
          SELECT key, sum(lines)::int AS lines, sum(late)::int AS late,
            sum(lead_days)::float8 AS "leadDays", sum(delay_days)::float8 AS "delayDays"
          FROM outcome_day WHERE key = ANY(${texts(keys)}) AND day >= ${fromDay}::date AND day < ${toDay}::date
          GROUP BY key HAVING sum(lines) <> 0`,
      );
      return new Map(sums.map(({ key, ...tally }) => [key, tally]));
    },
  };
}

function toRow({ key, day, lines, late, leadDays, delayDays }: OutcomeDay): Record<keyof typeof COLUMNS, unknown> {
  return { key, day, lines, late, leadDays, delayDays };
}
