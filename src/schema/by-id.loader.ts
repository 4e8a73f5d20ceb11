import DataLoader from 'dataloader';
import type { ByIds, GroupedBy } from '../store/store.ts';
import type { Freshen } from './freshness/freshen.loader.ts';
import type { View, ViewKind } from './freshness/view-kinds.ts';

/** Views by id, one read a batch; null for an unknown id. */
export function createViewLoader<V extends View>(
  freshen: Freshen,
  kind: ViewKind<V>,
  byIds: ByIds<V>,
): DataLoader<string, V | null> {
  return createByIdLoader(async (ids) => {
    const found = await byIds(ids);
    const fresh = await Promise.all([...found].map(async ([id, view]) => [id, await freshen(kind, view)] as const));
    return new Map(fresh);
  });
}

/** Views by the id of what they belong to, one read a batch; empty for an unknown id. */
export function createGroupLoader<V extends View>(
  freshen: Freshen,
  kind: ViewKind<V>,
  groupedBy: GroupedBy<V>,
): DataLoader<string, readonly V[]> {
  return new DataLoader<string, readonly V[]>(async (ids) => {
    const found = await groupedBy(ids);
    return Promise.all(ids.map((id) => Promise.all((found.get(id) ?? []).map((view) => freshen(kind, view)))));
  });
}

/** Things by id, one read a batch; null for an unknown id. */
export function createByIdLoader<T>(byIds: ByIds<T>): DataLoader<string, T | null> {
  return new DataLoader<string, T | null>(async (ids) => {
    const found = await byIds(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** What is kept of things by their id, one read a batch; empty for an unknown id. */
export function createPlainGroupLoader<T>(groupedBy: GroupedBy<T>): DataLoader<string, readonly T[]> {
  return new DataLoader<string, readonly T[]>(async (ids) => {
    const found = await groupedBy(ids);
    return ids.map((id) => found.get(id) ?? []);
  });
}
