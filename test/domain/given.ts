import type { Entity } from '../../src/domain/entity.ts';
import { EVENT_DATA, type EventData, type EventType } from '../../src/domain/event/event-data.ts';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import { toOrder, type Order } from '../../src/domain/order.ts';
import { toOrderLine, type OrderLine } from '../../src/domain/order-line.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import type { z } from 'zod';

type Input<T extends EventType> = z.input<(typeof EVENT_DATA)[T]>;

/** An event at noon UTC of a day of June 2013, from `erp`. */
export function event<T extends EventType>(type: T, day: number, data: Input<T>): DomainEvent {
  const parsed = EVENT_DATA[type].parse(data) as EventData<T>;
  return {
    id: `${type}/${day}/${JSON.stringify(data)}`,
    source: 'erp',
    type,
    subject: 'any/thing',
    time: june(day),
    sequence: null,
    correlationId: null,
    causationId: null,
    data: parsed,
  } as unknown as DomainEvent;
}

export function june(day: number): string {
  return `2013-06-${String(day).padStart(2, '0')}T12:00:00.000Z`;
}

/** Order SO-1 placed on 1 June, with one line of ten pieces promised for 10 June. */
export const placed = event('order.placed', 1, {
  header: { id: 'SO-1', customerId: 'C-1', placedAt: june(1), currency: 'USD' },
  lines: [
    {
      content: { lineNumber: '1', itemId: 'I-1', quantity: { value: 10, uom: 'EA' } },
      promise: { promisedShipBy: null, promisedDeliverBy: june(10) },
    },
  ],
});

export const line = { orderId: 'SO-1', lineNumber: '1' };

/** A shipment of some of line 1 of SO-1; null for all of it. */
export function shipped(
  type: 'shipment.departed' | 'shipment.delivered',
  day: number,
  shipmentId: string,
  quantity: number | null,
): DomainEvent {
  return event(type, day, { shipmentId, lines: [{ ...line, quantity }], at: june(day) });
}

/** What is known of one thing after events. Throws when nothing is. */
export function entityAfter<K extends EntityKind>(events: readonly DomainEvent[], kind: K, id: string): Entity<K> {
  const entities = new Map<string, Entity>();
  evolveAll(entities, events);
  const entity = entities.get(`${kind}/${id}`);
  if (!entity) throw new Error(`nothing is known of ${kind}/${id}`);
  return entity as Entity<K>;
}

export function orderAfter(...events: readonly DomainEvent[]): Order | null {
  return toOrder(entityAfter(events, 'order', 'SO-1'));
}

export function lineAfter(...events: readonly DomainEvent[]): OrderLine | null {
  return toOrderLine(entityAfter(events, 'line', 'SO-1/1'));
}

/** `lineAfter` and `orderAfter` of a line that is known. */
export function bothAfter(...events: readonly DomainEvent[]): { order: Order; line: OrderLine } {
  const [order, known] = [orderAfter(...events), lineAfter(...events)];
  if (!order || !known) throw new Error('the order or its line is not known');
  return { order, line: known };
}
