import type { RecordedRisk } from '../domain/promise-risk.ts';
import { toInstant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';
import type { RiskStore } from './store.ts';
import { upsert } from './upsert.ts';

const PROMISE_RISK = {
  table: 'promise_risk',
  key: ['line_id'],
  columns: {
    line_id: 'text',
    late: 'float8',
    deliver_p50_at: 'timestamptz',
    deliver_p90_at: 'timestamptz',
    model_version: 'text',
    scored_at: 'timestamptz',
    features: 'float8[]',
  },
};

/** The last risk recorded for each line, with all that made it. */
export function createRiskStore(db: Database): RiskStore {
  return {
    byLineIds: async (lineIds) => {
      if (lineIds.length === 0) return new Map();
      const found = await rows<RiskRow>(
        db,
        Prisma.sql`
          SELECT line_id, late, deliver_p50_at, deliver_p90_at, model_version, scored_at, features
          FROM promise_risk WHERE line_id = ANY(${texts(lineIds)})`,
      );
      return new Map(found.map((row) => [row.line_id, toRisk(row)]));
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

interface RiskRow {
  readonly line_id: string;
  readonly late: number;
  readonly deliver_p50_at: Date | null;
  readonly deliver_p90_at: Date | null;
  readonly model_version: string;
  readonly scored_at: Date;
  readonly features: readonly number[];
}

function toRisk(row: RiskRow): RecordedRisk {
  return {
    lineId: row.line_id,
    late: row.late,
    deliverP50At: row.deliver_p50_at && toInstant(row.deliver_p50_at),
    deliverP90At: row.deliver_p90_at && toInstant(row.deliver_p90_at),
    modelVersion: row.model_version,
    scoredAt: toInstant(row.scored_at),
    features: row.features,
  };
}

function toRow(risk: RecordedRisk): Record<keyof typeof PROMISE_RISK.columns, unknown> {
  return {
    line_id: risk.lineId,
    late: risk.late,
    deliver_p50_at: risk.deliverP50At,
    deliver_p90_at: risk.deliverP90At,
    model_version: risk.modelVersion,
    scored_at: risk.scoredAt,
    features: risk.features,
  };
}
