import type { Entity, EntityKind } from '../domain/entity.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { entitiesOf, type StateRow } from './entities.ts';
import { ENTITY_TABLES } from './entity-tables.ts';
import { texts } from './parameters.ts';
import { all, name, rows, type Database } from './sql.ts';
import type { ByIds, GroupedBy } from './store.ts';

/** How a kind's state reads as a thing of the domain; null while too little of it is known. */
export type ToView<K extends EntityKind, T> = (entity: Entity<K>) => T | null;

/** Things of one kind by id, those `within` a condition on the table, which is called `t`. One statement. */
export function byIds<K extends EntityKind, T>(
  db: Database,
  kind: K,
  toView: ToView<K, T>,
  within: Prisma.Sql | undefined,
): ByIds<T> {
  const table = name(ENTITY_TABLES[kind].table);
  return async (ids) => {
    const found = new Map<string, T>();
    if (ids.length === 0) return found;
    const states = await rows<StateRow<K>>(
      db,
      Prisma.sql`SELECT t.id, t.state FROM ${table} AS t WHERE ${all([Prisma.sql`t.id = ANY(${texts(ids)})`, within])}`,
    );
    for (const entity of entitiesOf(kind, states)) {
      const view = toView(entity);
      if (view !== null) found.set(entity.id, view);
    }
    return found;
  };
}

/** How to find the things that belong to others. */
export interface Grouping<K extends EntityKind, T> {
  readonly kind: K;
  readonly toView: ToView<K, T>;
  /** Selects `"group"`, `id` and `state` of all that belong to these ids. */
  readonly select: (ids: readonly string[]) => Prisma.Sql;
  /** What becomes of all that was found before anyone sees it; one more statement at most. */
  readonly narrow?: (found: readonly T[]) => Promise<readonly T[]>;
  /** The order within a group. */
  readonly compare: (a: T, b: T) => number;
}

/** Things of one kind by what they belong to. One statement. */
export function groupedBy<K extends EntityKind, T>(
  db: Database,
  { kind, toView, select, narrow, compare }: Grouping<K, T>,
): GroupedBy<T> {
  return async (ids) => {
    const groups = new Map<string, T[]>();
    if (ids.length === 0) return groups;
    const found = (await rows<StateRow<K> & { group: string }>(db, select(ids))).flatMap((row) =>
      viewsOf(kind, [row], toView).map((view) => ({ view, group: row.group })),
    );
    const views = found.map(({ view }) => view);
    const narrowed = narrow ? await narrow(views) : views;
    for (const [i, { group: name }] of found.entries()) {
      const view = narrowed[i];
      if (view === undefined) continue;
      const group = groups.get(name);
      if (group) group.push(view);
      else groups.set(name, [view]);
    }
    for (const group of groups.values()) group.sort(compare);
    return groups;
  };
}

/** The same things by id, each narrowed to what someone may see of it. */
export function narrowed<T>(found: ByIds<T>, narrow: (things: readonly T[]) => Promise<readonly T[]>): ByIds<T> {
  return async (ids) => {
    const things = [...(await found(ids))];
    const shown = await narrow(things.map(([, thing]) => thing));
    return new Map(things.map(([id, thing], i) => [id, shown[i] ?? thing]));
  };
}

/** Rows of state as things of the domain, in the same order; those of which too little is known are left out. */
export function viewsOf<K extends EntityKind, T>(kind: K, states: readonly StateRow<K>[], toView: ToView<K, T>): T[] {
  return entitiesOf(kind, states).flatMap((entity) => toView(entity) ?? []);
}

/** Orders texts as the database does in collation "C". */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
