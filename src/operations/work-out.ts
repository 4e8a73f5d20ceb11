import { refKey, type Entity } from '../domain/entity.ts';
import type { DomainEvent } from '../domain/event/event.ts';
import { evolveAll, touchedBy } from '../domain/evolve.ts';
import { toOrder } from '../domain/order.ts';
import { toOrderLine, type OrderLine } from '../domain/order-line.ts';
import type { Store } from '../store/store.ts';

/** What a batch of events makes of the book, before any of it is written. */
export interface WorkedOut {
  readonly events: readonly DomainEvent[];
  /** What was there of all that the events touch, by `refKey`. */
  readonly before: ReadonlyMap<string, Entity>;
  /** What changed, as it now is, by `refKey`. */
  readonly changes: readonly (readonly [string, Entity])[];
}

/** The parts of a store that events and the outcomes of lines are worked out from. */
export interface StateReader {
  readonly entities: Pick<Store['entities'], 'load'>;
  readonly orders: Pick<Store['orders'], 'byIds'>;
  readonly lines: Pick<Store['lines'], 'byOrderIds'>;
}

/** Applies events to the state that they touch, in memory. */
export async function workOut(
  { entities: { load } }: Pick<StateReader, 'entities'>,
  events: readonly DomainEvent[],
): Promise<WorkedOut> {
  const before = await load(touchedBy(events));
  const entities = new Map(before);
  const changes = [...evolveAll(entities, events)].flatMap((key) => {
    const entity = entities.get(key);
    return entity ? [[key, entity] as const] : [];
  });
  return { events, before, changes };
}

/** A store as it will be when these changes are written. */
export function withChanges(store: StateReader, changes: WorkedOut['changes']): StateReader {
  const changed = new Map(changes);

  return {
    entities: {
      load: async (refs) => {
        const others = refs.filter((ref) => !changed.has(refKey(ref)));
        const found = new Map(await store.entities.load(others));
        for (const ref of refs) {
          const entity = changed.get(refKey(ref));
          if (entity) found.set(refKey(ref), entity);
        }
        return found;
      },
    },
    orders: {
      byIds: async (ids) => {
        const found = new Map(await store.orders.byIds(ids));
        for (const id of ids) {
          const entity = changed.get(refKey({ kind: 'order', id }));
          const order = entity && isOf('order', entity) ? toOrder(entity) : null;
          if (order) found.set(id, order);
        }
        return found;
      },
    },
    lines: {
      byOrderIds: async (ids) => {
        if (ids.length === 0) return new Map();
        const lines = new Map<string, Map<string, OrderLine>>(ids.map((id) => [id, new Map()]));
        const put = (line: OrderLine): unknown => lines.get(line.orderId)?.set(line.id, line);
        for (const written of (await store.lines.byOrderIds(ids)).values()) written.forEach(put);
        for (const entity of changed.values()) {
          if (!isOf('line', entity) || !lines.has(entity.facets.content?.value.orderId ?? '')) continue;
          const line = toOrderLine(entity);
          if (line) put(line);
        }
        return new Map([...lines].map(([id, ofOrder]) => [id, [...ofOrder.values()]]));
      },
    },
  };
}

/** Whether a thing is of a kind: narrows its type. */
export function isOf<K extends 'order' | 'line'>(kind: K, entity: Entity): entity is Entity<K> {
  return entity.kind === kind;
}
