import { toCondition, type Condition } from '../domain/condition.ts';
import type { Instant } from '../domain/time.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { siteWithin } from './row-predicates.ts';
import { all, type Database } from './sql.ts';
import { compareText, groupedBy } from './views.ts';

const { sql } = Prisma;
const SITE = sql`t.state #>> '{record,value,siteId}'`;

/** What happens outside, by where it holds. */
export interface ConditionStore {
  /** Conditions that name these sites and are not over by an instant, those that begin first first. One statement. */
  readonly bySiteIds: (siteIds: readonly string[], asOf: Instant) => Promise<ReadonlyMap<string, readonly Condition[]>>;
}

export function createConditionStore(db: Database, rows: RowScope): ConditionStore {
  const within = siteWithin(rows, SITE);
  return {
    bySiteIds: (siteIds, asOf) =>
      groupedBy(db, {
        kind: 'condition',
        toView: toCondition,
        select: (ids) => {
          const standing = sql`(cleared_at IS NULL OR cleared_at > ${asOf}::timestamptz)`;
          const named = sql`${SITE} = ANY(${texts(ids)})`;
          return sql`SELECT ${SITE} AS "group", id, state FROM condition AS t WHERE ${all([standing, named, within])}`;
        },
        compare: (a, b) => compareText(a.raisedAt, b.raisedAt) || compareText(a.id, b.id),
      })(siteIds),
  };
}
