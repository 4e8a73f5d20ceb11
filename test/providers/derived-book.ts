import type { Entity } from '../../src/domain/entity.ts';
import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import type { CanonicalRecord, RecordKind } from '../../src/domain/record/record.ts';
import { deriveEvents, seenKeys, type DerivedEvents, type Seen } from '../../src/providers/derive-events.ts';

export const NOW = '2013-06-10T08:00:00.000Z';

interface PageOptions {
  readonly readId?: string;
  readonly deletes?: readonly string[];
  readonly now?: string;
  readonly until?: string | null;
}

/** What a platform keeps of one source: rows last seen, and the state that its events lead to. */
export function createDerivedBook(kind: RecordKind) {
  const seen = new Map<string, Seen>();
  const events: DomainEvent[] = [];

  /** Takes in one page as the platform does: loads only the rows that the page asks for. */
  function page(
    records: readonly CanonicalRecord[],
    { readId = 'read-1', deletes = [], now = NOW, until = null }: PageOptions = {},
  ): DerivedEvents {
    const asked = new Map(seenKeys(kind, records, deletes).flatMap((key) => optional(key, seen.get(key))));
    const given = records.map((record, index) => ({ record, location: `rows:${index + 1}` }));
    const derived = deriveEvents({ providerId: 'erp', kind, records: given, deletes, seen: asked, readId, now, until });
    for (const [key, row] of derived.seen) seen.set(key, row);
    events.push(...derived.events);
    return derived;
  }

  /** The state that the events so far lead to, in whatever order they are applied. */
  function state(): ReadonlyMap<string, Entity> {
    const entities = new Map<string, Entity>();
    evolveAll(entities, [...events].sort(compareEvents));
    return entities;
  }

  return { page, state, events };
}

function optional<V>(key: string, value: V | undefined): [string, V][] {
  return value === undefined ? [] : [[key, value]];
}

/** Facet values without the stamps of the events that wrote them, in an order of their own. */
export function valuesOf(state: ReadonlyMap<string, Entity>): readonly string[] {
  const values: string[] = [];
  for (const [key, { facets }] of state) {
    for (const [facet, stamped] of Object.entries<{ value: unknown } | undefined>(facets))
      values.push(`${key} ${facet} ${JSON.stringify(stamped?.value)}`);
  }
  return values.sort();
}
