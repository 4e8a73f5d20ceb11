import type { Entity, EntityKind } from '../domain/entity.ts';
import type { SiteDemand } from '../domain/atp.ts';
import { toOrderLine, type OrderLine } from '../domain/order-line.ts';
import { toOrder } from '../domain/order.ts';
import { toShipment } from '../domain/shipment.ts';
import { NO_ORDER, type BookMemory } from './book-memory.ts';
import { ENTITY_TABLES } from './entity-tables.ts';
import { byLineNumber } from './lines.ts';
import { jsonText } from './parameters.ts';
import type { Remembered } from './remembered.ts';

/**
 * Brings a memory up to date with entities that have just been written as they are: a line takes its place among what is remembered of its
 * order and of its item, and whatever else reads otherwise now is forgotten, whatever it was before.
 */
export function learnChanged(memory: BookMemory, entities: readonly Entity[]): void {
  for (const entity of entities) LEARN[entity.kind]?.(memory, entity);
}

const LEARN: Partial<Record<EntityKind, (memory: BookMemory, entity: Entity) => unknown>> = {
  order: learnOrder,
  line: (memory, entity) => {
    const line = asStored(toOrderLine(entity as Entity<'line'>));
    learnLine(memory, entity.id, line);
    learnDemand(memory, entity.id, line);
  },
  inventory: ({ inventory }, entity) => forgetGroups(inventory, entity, 'item_id'),
  supply: ({ supply }, entity) => forgetGroups(supply, entity, 'item_id'),
  shipment: ({ shipments }, entity) => {
    shipments.forgetWith([entity.id]);
    shipments.forget(toShipment(entity as Entity<'shipment'>).lines.map(({ lineId }) => lineId));
  },
  exception: ({ exceptions, facts }, entity) => {
    if (!facts.hasExceptions) exceptions.forgetAll();
    forgetGroups(exceptions, entity, 'order_id');
    if (ENTITY_TABLES.exception.promote(entity)['order_id'] === null) exceptions.forget([NO_ORDER]);
  },
  condition: ({ facts }) => (facts.conditions = null),
  return: ({ returns }) => returns.forgetAll(),
  customer: ({ customers }, { id }) => customers.forget([id]),
  item: ({ items }, { id }) => items.forget([id]),
  site: ({ sites }, { id }) => sites.forget([id]),
  carrierService: ({ carrierServices }, { id }) => carrierServices.forget([id]),
};

function learnOrder({ orders, demand, returns }: BookMemory, entity: Entity): void {
  const before = orders.peek(entity.id);
  const order = asStored(toOrder(entity as Entity<'order'>));
  orders.set(entity.id, order);
  if (before?.customerId !== order?.customerId) returns.forgetAll(); // they count for the customer of their order
  // Whatever its lines want, they want it now, or no more.
  if (before ? before.cancelled !== order?.cancelled : 'cancelled' in entity.facets) demand.forgetAll();
}

function learnLine({ lines }: BookMemory, id: string, line: OrderLine | null): void {
  const isElsewhere = [...lines.keysWith(id)].some((orderId) => orderId !== line?.orderId);
  if (!line || isElsewhere) lines.forgetWith([id]);
  const known = line && lines.peek(line.orderId);
  if (line && known !== undefined)
    lines.set(line.orderId, [...(known ?? []).filter((other) => other.id !== id), line].sort(byLineNumber));
}

/** Of an order of which nothing is known it is not known whether its lines want anything. */
function learnDemand({ demand, orders }: BookMemory, id: string, line: OrderLine | null): void {
  const order = line && orders.peek(line.orderId);
  if (line && order === undefined) demand.forget([line.itemId]);
  for (const itemId of demand.keysWith(id)) {
    const others = demand.peek(itemId)?.filter(({ lineId }) => lineId !== id);
    if (others) demand.set(itemId, others.length > 0 ? others : null);
  }
  if (line?.status !== 'open' || line.siteId === null || order?.cancelled) return;
  const known = demand.peek(line.itemId);
  if (known !== undefined) demand.set(line.itemId, [...(known ?? []), wantOf(line, line.siteId)]);
}

function wantOf({ id, promisedShipBy, promisedDeliverBy, quantity, allocated }: OrderLine, siteId: string): SiteDemand {
  const by = promisedShipBy ?? promisedDeliverBy;
  return { siteId, lineId: id, by, quantity: quantity.value, uom: quantity.uom, allocated };
}

/** As the database gives back what it was given: texts that it has no room for are others there. */
function asStored<T>(view: T): T {
  return JSON.parse(jsonText(view)) as T;
}

/** The group that it was in, as it was remembered, and the one that it is in. */
function forgetGroups(
  remembered: Pick<Remembered<unknown>, 'forget' | 'forgetWith'>,
  entity: Entity,
  column: string,
): void {
  remembered.forgetWith([entity.id]);
  const group = ENTITY_TABLES[entity.kind].promote(entity)[column];
  if (typeof group === 'string') remembered.forget([group]);
}
