import {
  cellsFromKey,
  keyFromCells,
  UnreadableCell,
  type CallContext,
  type RowRecord,
} from '../../src/providers/index.ts';
import type { Database } from './database.ts';
import type { KeyColumn } from './key-column.ts';
import type { KindPlan } from './plan.ts';
import { columnOf } from './sql.ts';

/** One slot per key, by one statement: rows of the same record become one, as its newest row says it is. */
export async function lookUp(
  database: Database,
  plan: KindPlan,
  keyColumns: readonly KeyColumn[],
  keys: readonly string[],
  { signal, log }: CallContext,
): Promise<readonly unknown[]> {
  const asked = keys.map((key) => cellsFromKey(plan.kind, key));
  const possible = asked.filter((cells) => cells !== null && cells.every((cell, at) => keyColumns[at]?.accepts(cell)));
  if (possible.length === 0) return keys.map(() => null);
  const { rows } = await database.ask(
    lookUpSql(plan, keyColumns),
    keyColumns.map((_, at) => possible.map((cells) => cells?.[at])),
    signal,
  );

  const found = new Map<string, RowRecord[]>();
  for (const cells of rows) {
    const key = keyFromCells(plan.kind, cells.slice(plan.columns.length));
    try {
      const made = plan.read([cells]);
      if (made) found.set(key, [...(found.get(key) ?? []), made]);
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      log.warn({ kind: plan.kind, key, reason: error.message }, 'a row that was looked up cannot be read');
    }
  }
  return keys.map((key) => toRecord(plan, found.get(key) ?? []));
}

function lookUpSql({ columns, keys, from, time, ties }: KindPlan, keyColumns: readonly KeyColumn[]): string {
  const given = keyColumns.map(({ type }, at) => `$${at + 1}::${type}[]`);
  const sought = keyColumns.map(({ sql }) => sql);
  const condition =
    keyColumns.length === 1
      ? `${sought.join('')} = ANY(${given.join('')})`
      : `(${sought.join(', ')}) IN (SELECT * FROM unnest(${given.join(', ')}))`;
  const order = [...(time === null ? [] : [time]), ...ties].map(columnOf).join(', ');
  return `SELECT ${[...columns, ...keys].map(columnOf).join(', ')} FROM ${from} WHERE ${condition} ORDER BY ${order}`;
}

function toRecord({ kind }: KindPlan, rows: readonly RowRecord[]): unknown {
  const newest = rows.at(-1);
  if (!newest) return null;
  const lines = rows.flatMap(({ line }) => (line ? [line] : []));
  return { kind, ...newest.fields, ...(lines.length > 0 ? { lines } : {}) };
}
