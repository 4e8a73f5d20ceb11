import { refKey, type Entity, type EntityRef } from './entity.ts';
import { effectsOf, type FacetWrite } from './effects.ts';
import { stampOf, type DomainEvent, type Stamp } from './event/event.ts';

/**
 * State after an event. Each facet keeps the write with the greatest stamp, so that a duplicate changes nothing, an older
 * event never overwrites newer state, and any order of delivery ends in the same state. Returns the same object when
 * nothing changed.
 */
export function evolve(entity: Entity, { facet, value }: FacetWrite, stamp: Stamp): Entity {
  const known = (entity.facets as Record<string, { stamp: Stamp } | undefined>)[facet];
  if (known && known.stamp >= stamp) return entity;
  return { ...entity, facets: { ...entity.facets, [facet]: { stamp, value } } };
}

/** State before any event. */
export function unknown({ kind, id }: EntityRef): Entity {
  return { kind, id, facets: {} };
}

/** Everything that a set of events touches, once each. */
export function touchedBy(events: readonly DomainEvent[]): readonly EntityRef[] {
  const refs = new Map<string, EntityRef>();
  for (const event of events) for (const { kind, id } of effectsOf(event)) refs.set(refKey({ kind, id }), { kind, id });
  return [...refs.values()];
}

/** Applies events to a working set of entities, by `refKey`, in place. Returns the refs of those that changed. */
export function evolveAll(entities: Map<string, Entity>, events: readonly DomainEvent[]): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const event of events) {
    const stamp = stampOf(event);
    for (const write of effectsOf(event)) {
      const key = refKey(write);
      const before = entities.get(key) ?? unknown(write);
      const after = evolve(before, write, stamp);
      if (after === before) continue;
      entities.set(key, after);
      changed.add(key);
    }
  }
  return changed;
}
