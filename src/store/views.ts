import type { Entity, EntityKind } from '../domain/entity.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { entitiesOf, loadKind, type StateRow } from './entities.ts';
import { rows, type Database } from './sql.ts';
import type { ByIds, GroupedBy } from './store.ts';

/** How a kind's state reads as a thing of the domain; null while too little of it is known. */
export type ToView<K extends EntityKind, T> = (entity: Entity<K>) => T | null;

/** Things of one kind by id. One statement. */
export function byIds<K extends EntityKind, T>(db: Database, kind: K, toView: ToView<K, T>): ByIds<T> {
  return async (ids) => {
    const found = new Map<string, T>();
    for (const entity of await loadKind(db, kind, ids)) {
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
  /** The order within a group. */
  readonly compare: (a: T, b: T) => number;
}

/** Things of one kind by what they belong to. One statement. */
export function groupedBy<K extends EntityKind, T>(
  db: Database,
  { kind, toView, select, compare }: Grouping<K, T>,
): GroupedBy<T> {
  return async (ids) => {
    const groups = new Map<string, T[]>();
    if (ids.length === 0) return groups;
    for (const row of await rows<StateRow<K> & { group: string }>(db, select(ids))) {
      const [view] = viewsOf(kind, [row], toView);
      if (view === undefined) continue;
      const group = groups.get(row.group);
      if (group) group.push(view);
      else groups.set(row.group, [view]);
    }
    for (const group of groups.values()) group.sort(compare);
    return groups;
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
