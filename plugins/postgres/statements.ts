import type { Place } from './cursor.ts';
import type { KindPlan } from './plan.ts';
import { columnOf } from './sql.ts';

/** A statement and its values: what comes from data or a cursor is always a value. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** To the microsecond, of any type that is a time; the session's zone is UTC. */
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** Up to `limit` rows after a place: the plan's columns, then the ties, then the row's time and the server's. */
export function pageStatement(plan: KindPlan, place: Place | null, limit: number): Statement {
  const { time, ties } = plan;
  const order = [...(time === null ? [] : [time]), ...ties].map(columnOf);
  const { condition, values } = after(order, place);
  const at = time === null ? `''` : `to_char(${columnOf(time)}, ${ISO})`;
  const shown = [...plan.columns, ...ties].map(columnOf);
  return {
    sql: `SELECT ${shown.join(', ')}, ${at}, to_char(now(), ${ISO}) FROM ${plan.from}${condition} ORDER BY ${order.join(', ')} LIMIT $${values.length + 1}`,
    values: [...values, limit],
  };
}

/** Nothing but what the server says of the plan's columns. */
export function describeStatement({ from, columns, keys, ties, time }: KindPlan): Statement {
  const shown = [...keys, ...(time === null ? [] : [time]), ...ties, ...columns].map(columnOf);
  return { sql: `SELECT ${shown.join(', ')} FROM ${from} LIMIT 0`, values: [] };
}

/** Whether a row has no time. */
export function timelessStatement({ from, time }: KindPlan): Statement {
  const condition = time === null ? 'false' : `${columnOf(time)} IS NULL`;
  return { sql: `SELECT 1 FROM ${from} WHERE ${condition} LIMIT 1`, values: [] };
}

/** Up to `limit` different keys after one, in the database's order. */
export function keysStatement({ from, keys }: KindPlan, last: readonly string[] | null, limit: number): Statement {
  const order = keys.map(columnOf);
  const { condition, values } = after(order, last && { at: null, ties: last });
  const known = order.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const where = condition === '' ? ` WHERE ${known}` : `${condition} AND ${known}`;
  return {
    sql: `SELECT DISTINCT ${order.join(', ')} FROM ${from}${where} ORDER BY ${order.join(', ')} LIMIT $${values.length + 1}`,
    values: [...values, limit],
  };
}

function after(order: readonly string[], place: Place | null): { condition: string; values: string[] } {
  if (!place || (place.at === null && place.ties === null)) return { condition: '', values: [] };
  if (place.ties === null) return { condition: ` WHERE ${order[0] ?? ''} >= $1`, values: [place.at ?? ''] };
  const values = [...(place.at === null ? [] : [place.at]), ...place.ties];
  const given = values.map((_, index) => `$${index + 1}`);
  return { condition: ` WHERE (${order.join(', ')}) > (${given.join(', ')})`, values };
}
