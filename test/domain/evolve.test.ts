import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../src/domain/effects.ts';
import { refKey, type Entity } from '../../src/domain/entity.ts';
import { compareEvents, stampOf, type DomainEvent } from '../../src/domain/event/event.ts';
import { evolve, evolveAll, touchedBy, unknown } from '../../src/domain/evolve.ts';
import { toOrderException } from '../../src/domain/exception.ts';
import { toCustomer, toSupply } from '../../src/domain/master-data.ts';
import { toOrder } from '../../src/domain/order.ts';
import { toOrderLine } from '../../src/domain/order-line.ts';
import { toShipment } from '../../src/domain/shipment.ts';
import { eventSets } from './arbitraries.ts';

describe('a set of events', () => {
  it('ends in the same state in whatever order it is delivered', () => {
    fc.assert(
      fc.property(shuffledSets(), ([events, shuffled]) => {
        expect(stateAfter(shuffled)).toEqual(stateAfter(events));
      }),
    );
  });

  it('shows the same orders, lines, shipments, records and exceptions in whatever order it is delivered', () => {
    fc.assert(
      fc.property(shuffledSets(), ([events, shuffled]) => {
        expect(viewsOf(stateAfter(shuffled))).toEqual(viewsOf(stateAfter(events)));
      }),
    );
  });

  it('ends in the same state when it is delivered in pieces, some of them twice', () => {
    fc.assert(
      fc.property(shuffledSets(), fc.nat(60), fc.nat(60), ([events, shuffled], cut, again) => {
        const entities = new Map<string, Entity>();
        for (const piece of [shuffled.slice(0, cut), shuffled.slice(0, again), shuffled.slice(cut)])
          evolveAll(entities, piece);

        expect(entities).toEqual(stateAfter(events));
      }),
    );
  });

  it('changes nothing when all of it comes again, and says so', () => {
    fc.assert(
      fc.property(shuffledSets(), ([events, shuffled]) => {
        const entities = stateAfter(events);
        const before = new Map(entities);

        const changed = evolveAll(entities, shuffled);

        expect(changed.size).toBe(0);
        for (const [key, entity] of entities) expect(entity).toBe(before.get(key));
      }),
    );
  });

  it('leaves in each facet the value of its newest event', () => {
    fc.assert(
      fc.property(shuffledSets(), ([, shuffled]) => {
        const newest = new Map<string, unknown>();
        for (const event of shuffled.toSorted(compareEvents)) {
          const first = new Set<string>();
          for (const { kind, id, facet, value } of effectsOf(event)) {
            const key = `${kind}/${id}#${facet}`;
            if (!first.has(key)) newest.set(key, { stamp: stampOf(event), value });
            first.add(key);
          }
        }

        const facets = [...stateAfter(shuffled)].flatMap(([key, entity]) =>
          Object.entries(entity.facets).map(([facet, known]) => [`${key}#${facet}`, known]),
        );

        expect(Object.fromEntries(facets)).toEqual(Object.fromEntries(newest));
      }),
    );
  });

  it('touches exactly the things that it may change', () => {
    fc.assert(
      fc.property(eventSets, (events) => {
        expect(touchedBy(events).map(refKey).sort()).toEqual([...stateAfter(events).keys()].sort());
      }),
    );
  });
});

describe('an event', () => {
  it('that is older never overwrites newer state', () => {
    const entity = evolve(
      unknown({ kind: 'line', id: 'SO-1/1' }),
      write({ quantity: 5 }),
      '2013-06-02T00:00:00.000Z  erp b',
    );

    const after = evolve(entity, write({ quantity: 9 }), '2013-06-01T00:00:00.000Z  wms a');

    expect(after).toBe(entity);
  });

  it('that speaks of something else is not held up by newer state', () => {
    const entity = evolve(
      unknown({ kind: 'line', id: 'SO-1/1' }),
      write({ quantity: 5 }),
      '2013-06-02T00:00:00.000Z  erp b',
    );

    const after = evolve(
      entity,
      { ...write({ quantity: 3 }), facet: 'backordered' },
      '2013-06-01T00:00:00.000Z  erp a',
    );

    expect(Object.keys(after.facets)).toEqual(['allocated', 'backordered']);
  });
});

function write(value: unknown) {
  return { kind: 'line', id: 'SO-1/1', facet: 'allocated', value } as const;
}

function shuffledSets(): fc.Arbitrary<readonly [readonly DomainEvent[], readonly DomainEvent[]]> {
  return eventSets.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length })),
  );
}

function stateAfter(events: readonly DomainEvent[]): Map<string, Entity> {
  const entities = new Map<string, Entity>();
  evolveAll(entities, events);
  return entities;
}

function viewsOf(entities: ReadonlyMap<string, Entity>): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...entities].map(([key, entity]) => [key, viewOf(entity)]));
}

function viewOf(entity: Entity): unknown {
  switch (entity.kind) {
    case 'order':
      return toOrder(entity as Entity<'order'>);
    case 'line':
      return toOrderLine(entity as Entity<'line'>);
    case 'shipment':
      return toShipment(entity as Entity<'shipment'>);
    case 'customer':
      return toCustomer(entity as Entity<'customer'>);
    case 'supply':
      return toSupply(entity as Entity<'supply'>);
    case 'exception':
      return toOrderException(entity as Entity<'exception'>);
    default:
      return entity;
  }
}
