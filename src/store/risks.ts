import type { RecordedRisk, ScoringMethod, ToldRisk } from '../domain/promise-risk.ts';
import { toInstant } from '../domain/time.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { lineIdWithin } from './row-predicates.ts';
import { all, execute, name, rows, type Database } from './sql.ts';
import type { RiskStore } from './score-stores.ts';
import { upsert } from './upsert.ts';

const PROMISE_RISK = {
  table: 'promise_risk',
  key: ['line_id'],
  columns: {
    line_id: 'text',
    late: 'float8',
    late_low: 'float8',
    late_high: 'float8',
    missing: 'text[]',
    short: 'float8',
    exception: 'float8',
    deliver_p50_at: 'timestamptz',
    deliver_p90_at: 'timestamptz',
    method: 'text',
    method_reason: 'text',
    model_version: 'text',
    scored_at: 'timestamptz',
    seen: 'jsonb',
    points: 'jsonb',
  },
};

const COLUMNS = Prisma.join(Object.keys(PROMISE_RISK.columns).map(name));
const { seen: _seen, points: _points, ...toldColumns } = PROMISE_RISK.columns;
const TOLD = Prisma.join(Object.keys(toldColumns).map(name));

/** The last risk recorded for each line, with all that made it. */
export function createRiskStore(db: Database, rowScope: RowScope): RiskStore {
  const within = lineIdWithin(rowScope, Prisma.sql`line_id`);
  return {
    byLineIds: async (lineIds) => {
      if (lineIds.length === 0) return new Map();
      const found = await rows<RiskRow>(
        db,
        Prisma.sql`
          SELECT ${COLUMNS} FROM promise_risk WHERE ${all([Prisma.sql`line_id = ANY(${texts(lineIds)})`, within])}`,
      );
      return new Map(found.map((row) => [row.line_id, toRisk(row)]));
    },

    told: async (lineIds) => {
      if (lineIds.length === 0) return new Map();
      const found = await rows<ToldRow>(
        db,
        Prisma.sql`SELECT ${TOLD} FROM promise_risk WHERE ${all([Prisma.sql`line_id = ANY(${texts(lineIds)})`, within])}`,
      );
      return new Map(found.map((row) => [row.line_id, toTold(row)]));
    },

    save: async (risks) => {
      const byLine = new Map(risks.map((risk) => [risk.lineId, toRow(risk)]));
      await upsert(db, PROMISE_RISK, [...byLine.values()]);
    },

    remove: async (lineIds) => {
      if (lineIds.length > 0)
        await execute(db, Prisma.sql`DELETE FROM promise_risk WHERE line_id = ANY(${texts(lineIds)})`);
    },
  };
}

interface ToldRow {
  readonly line_id: string;
  readonly late: number;
  readonly late_low: number;
  readonly late_high: number;
  readonly missing: readonly string[];
  readonly short: number | null;
  readonly exception: number | null;
  readonly deliver_p50_at: Date | null;
  readonly deliver_p90_at: Date | null;
  readonly method: ScoringMethod;
  readonly method_reason: string | null;
  readonly model_version: string;
  readonly scored_at: Date;
}

interface RiskRow extends ToldRow {
  readonly seen: RecordedRisk['seen'];
  readonly points: RecordedRisk['points'];
}

function toRisk({ seen, points, ...told }: RiskRow): RecordedRisk {
  return { ...toTold(told), seen, points };
}

function toTold(row: ToldRow): ToldRisk {
  return {
    lineId: row.line_id,
    late: row.late,
    lateLow: row.late_low,
    lateHigh: row.late_high,
    missing: row.missing,
    short: row.short,
    exception: row.exception,
    deliverP50At: row.deliver_p50_at && toInstant(row.deliver_p50_at),
    deliverP90At: row.deliver_p90_at && toInstant(row.deliver_p90_at),
    method: row.method,
    methodReason: row.method_reason,
    modelVersion: row.model_version,
    scoredAt: toInstant(row.scored_at),
  };
}

function toRow(risk: RecordedRisk): Record<keyof typeof PROMISE_RISK.columns, unknown> {
  return {
    line_id: risk.lineId,
    late: risk.late,
    late_low: risk.lateLow,
    late_high: risk.lateHigh,
    missing: risk.missing,
    short: risk.short,
    exception: risk.exception,
    deliver_p50_at: risk.deliverP50At,
    deliver_p90_at: risk.deliverP90At,
    method: risk.method,
    method_reason: risk.methodReason,
    model_version: risk.modelVersion,
    scored_at: risk.scoredAt,
    seen: risk.seen,
    points: risk.points,
  };
}
