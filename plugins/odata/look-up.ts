import {
  cellsFromKey,
  isAppError,
  keyFromCells,
  UnreadableCell,
  type CallContext,
  type RowRecord,
} from '../../src/providers/index.ts';
import type { BoundKind } from './bound-kind.ts';
import { cellOf, type Entity } from './cell.ts';
import type { OdataClient } from './client.ts';
import { allOf, withKeys } from './filter.ts';
import { literalOf } from './literal.ts';
import { pathOf } from './request-path.ts';
import { allRows, linesOf, recordIn } from './rows.ts';

/** Characters of a path with its options: some servers in front of a service take no more than 2,048. */
const PATH_AT_MOST = 1_900;

/** One slot per key: by one request for all keys, or by one for several where there are many and the service takes no batches. */
export async function lookUp(
  client: OdataClient,
  bound: BoundKind,
  keys: readonly string[],
  { signal, log }: CallContext,
): Promise<readonly unknown[]> {
  const { plan } = bound;
  const possible = [...new Set(keys)].flatMap((key) => {
    const literals = (cellsFromKey(plan.kind, key) ?? []).map((cell, at) =>
      literalOf(bound.keys[at]?.type ?? '', cell),
    );
    const known = literals.filter((literal) => literal !== null);
    return known.length === bound.keys.length ? [known] : [];
  });
  if (possible.length === 0) return keys.map(() => null);

  const found = new Map<string, RowRecord[]>();
  for (const entity of await rowsWithKeys(client, bound, possible, signal)) {
    const key = keyFromCells(
      plan.kind,
      bound.keys.map(({ path }) => cellOf(entity, path.split('/'))),
    );
    const made = found.get(key) ?? [];
    found.set(key, made);
    for (const line of (await linesOf(client.service, bound, entity, signal)) ?? [null]) {
      try {
        const record = recordIn(bound, entity, line);
        if (record) made.push(record);
      } catch (error) {
        if (!(error instanceof UnreadableCell)) throw error;
        log.warn({ kind: plan.kind, key, reason: error.message }, 'a row that was looked up cannot be read');
      }
    }
  }
  return keys.map((key) => toRecord(bound, found.get(key) ?? []));
}

/** Rows of the same record become one, as its newest row says it is. */
function toRecord({ plan: { kind } }: BoundKind, rows: readonly RowRecord[]): unknown {
  const newest = rows.at(-1);
  if (!newest) return null;
  const lines = rows.flatMap(({ line }) => (line ? [line] : []));
  return { kind, ...newest.fields, ...(lines.length > 0 ? { lines } : {}) };
}

type Keys = readonly (readonly string[])[];

/** With `in`, unless the service was seen not to know it: then with `or`. */
async function rowsWithKeys(
  client: OdataClient,
  bound: BoundKind,
  keys: Keys,
  signal: AbortSignal,
): Promise<readonly Entity[]> {
  if (client.lacks.has('in') || bound.keys.length > 1) return rowsAt(client, pathsFor(bound, keys, 'or'), signal);
  try {
    return await rowsAt(client, pathsFor(bound, keys, 'in'), signal);
  } catch (error) {
    if (!isAppError(error, 'PROVIDER_REJECTED')) throw error;
    const rows = await rowsAt(client, pathsFor(bound, keys, 'or'), signal);
    client.lacks.add('in');
    return rows;
  }
}

/** One path where its length allows, else several. */
function pathsFor(bound: BoundKind, keys: Keys, operator: 'in' | 'or'): readonly string[] {
  const { plan, selection, time, ties } = bound;
  const $orderby = [...(time ? [time] : []), ...ties].map(({ path }) => path).join(',');
  const path = pathOf(plan.entitySet, {
    ...selection,
    $filter: allOf(plan.filter, withKeys(bound.keys, keys, operator)),
    $orderby,
  });
  if (path.length <= PATH_AT_MOST || keys.length === 1) return [path];
  const half = Math.ceil(keys.length / 2);
  return [...pathsFor(bound, keys.slice(0, half), operator), ...pathsFor(bound, keys.slice(half), operator)];
}

async function rowsAt(
  { service, lacks }: OdataClient,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly Entity[]> {
  const batched = paths.length > 1 && !lacks.has('batch') ? await inBatch() : [];
  const rows: Entity[] = [];
  for (const [at, path] of paths.entries()) {
    const first = batched[at] ?? (await service.rows(path, { signal }));
    rows.push(...(await allRows(service, first, signal)));
  }
  return rows;

  /** Nothing where the service takes no batches of this form; a part that failed is asked for again by itself, to learn why. */
  async function inBatch(): Promise<Awaited<ReturnType<typeof service.batch>>> {
    try {
      return await service.batch(paths, signal);
    } catch (error) {
      if (!isAppError(error, 'PROVIDER_REJECTED') && !isAppError(error, 'NOT_FOUND')) throw error;
      lacks.add('batch');
      return [];
    }
  }
}
