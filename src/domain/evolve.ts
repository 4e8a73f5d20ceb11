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

/**
 * Applies events to a working set of entities, by `refKey`: `evolve`, write by write, but an entity is copied only once, before
 * its first change. The map is changed in place; entities that were in it are not. Returns the refs of those that changed.
 */
export function evolveAll(entities: Map<string, Entity>, events: readonly DomainEvent[]): ReadonlySet<string> {
  const drafts = new Map<string, Draft>();
  for (const event of events) {
    const stamp = stampOf(event);
    for (const { kind, id, facet, value } of effectsOf(event)) {
      const key = refKey({ kind, id });
      let draft = drafts.get(key);
      const known: Readonly<Partial<Draft>> = draft ?? entities.get(key)?.facets ?? {};
      if ((known[facet]?.stamp ?? '') >= stamp) continue;
      if (!draft) {
        draft = copyOf(known);
        drafts.set(key, draft);
        entities.set(key, { kind, id, facets: draft });
      }
      draft[facet] = { stamp, value };
    }
  }
  return new Set(drafts.keys());
}

type Draft = Record<string, { readonly stamp: Stamp; readonly value: unknown }>;

/**
 * Without a prototype: an engine takes such an object for a table. Others get a shape for every set of names, and the names of facets
 * have those of shipments in them: thousands of shapes, in half as much time again.
 */
function copyOf(facets: Readonly<Partial<Draft>>): Draft {
  return Object.assign(Object.create(null) as Draft, facets);
}
