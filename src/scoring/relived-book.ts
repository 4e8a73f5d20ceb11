import type { SiteDemand } from '../domain/atp.ts';
import { toCondition } from '../domain/condition.ts';
import { refKey, type Entity, type EntityKind } from '../domain/entity.ts';
import type { DomainEvent } from '../domain/event/event.ts';
import { evolveAll } from '../domain/evolve.ts';
import { toOrderException } from '../domain/exception.ts';
import { toCarrierService, toCustomer, toInventory, toItem, toSite, toSupply } from '../domain/master-data.ts';
import { toOrder, type Order } from '../domain/order.ts';
import { toOrderLine, type OrderLine } from '../domain/order-line.ts';
import { toShipment } from '../domain/shipment.ts';
import { addMs, MS_PER_DAY, type Instant } from '../domain/time.ts';
import { createGroups } from './groups.ts';
import type { History } from './history.ts';
import { itemAtSites, type ItemAtSite } from './item-at-sites.ts';
import { RETURN_DAYS, type Surroundings } from './surroundings.ts';

/** A book that relives its events in memory: what a store would hold, as far as lines that are still open need it. */
export interface RelivedBook {
  /** Applies events and returns the ids of the lines that changed. */
  readonly apply: (events: readonly DomainEvent[]) => readonly string[];
  readonly line: (id: string) => OrderLine | null;
  readonly order: (id: string) => Order | null;
  /** Ids of all lines that an order ever had. */
  readonly lineIdsOf: (orderId: string) => ReadonlySet<string>;
  /** What lies around lines after what was applied, seen at an instant. */
  readonly around: (asOf: Instant) => Surroundings;
  /** Forgets a line that is over, and the shipments that carried nothing else: one that is filled anew begins anew. */
  readonly forget: (lineId: string) => void;
}

/** What is needed to see a line as it stood; everything else is forgotten at once. */
const KEPT: ReadonlySet<EntityKind> = new Set<EntityKind>([
  'order',
  'line',
  'customer',
  'item',
  'site',
  'carrierService',
  'inventory',
  'supply',
  'shipment',
  'exception',
  'condition',
  'return',
]);

export function createRelivedBook(history: History): RelivedBook {
  const entities = new Map<string, Entity>();
  const groups = {
    linesOfOrder: createGroups(),
    linesOfItem: createGroups(),
    stockOfItem: createGroups(),
    supplyOfItem: createGroups(),
    shipmentsOfLine: createGroups(),
    exceptionsOfOrder: createGroups(),
    conditions: createGroups(),
    returnsOfCustomer: createGroups(),
  };
  const told = new Set<EntityKind>();
  const authorizedAt = new Map<string, Instant>();

  function apply(events: readonly DomainEvent[]): readonly string[] {
    const changed = evolveAll(entities, events);
    const lines: string[] = [];
    for (const key of changed) {
      const entity = entities.get(key);
      if (!entity) continue;
      if (!KEPT.has(entity.kind)) entities.delete(key);
      else if (entity.kind === 'line') lines.push(entity.id);
      told.add(entity.kind);
      regroup(entity);
    }
    return lines;
  }

  /** Puts a thing that changed where it is looked for. */
  function regroup(entity: Entity): void {
    const { id } = entity;
    if (isOf('line', entity)) {
      const line = toOrderLine(entity);
      if (line) groups.linesOfOrder.add(line.orderId, id);
      groups.linesOfItem.move(id, line?.status === 'open' && line.siteId !== null ? line.itemId : null);
    } else if (isOf('inventory', entity)) {
      groups.stockOfItem.move(id, toInventory(entity)?.itemId ?? null);
    } else if (isOf('supply', entity)) {
      const supply = toSupply(entity);
      groups.supplyOfItem.move(id, supply?.receivedAt === null ? supply.itemId : null);
    } else if (isOf('shipment', entity)) {
      for (const { lineId } of toShipment(entity).lines) groups.shipmentsOfLine.add(lineId, id);
    } else if (isOf('exception', entity)) {
      const exception = toOrderException(entity);
      groups.exceptionsOfOrder.move(id, exception?.resolvedAt === null ? (exception.orderId ?? NO_ORDER) : null);
    } else if (isOf('condition', entity)) {
      groups.conditions.move(id, toCondition(entity) ? ALL : null);
    } else if (isOf('return', entity)) {
      const record = entity.facets.record?.value ?? null;
      groups.returnsOfCustomer.move(id, (record && order(record.orderId)?.customerId) ?? null);
      if (record) authorizedAt.set(id, record.authorizedAt);
    }
  }

  function around(asOf: Instant): Surroundings {
    return {
      customer: (id) => viewOf('customer', id, toCustomer),
      item: (id) => viewOf('item', id, toItem),
      site: (id) => viewOf('site', id, toSite),
      carrierService: (id) => viewOf('carrierService', id, toCarrierService),
      stockOf,
      shipments: (lineId) => viewsOf('shipment', groups.shipmentsOfLine.of(lineId), toShipment),
      exceptionsOfOrder: (orderId) =>
        told.has('exception') ? viewsOf('exception', groups.exceptionsOfOrder.of(orderId), toOrderException) : null,
      exceptionsOfNoOrder: () => viewsOf('exception', groups.exceptionsOfOrder.of(NO_ORDER), toOrderException),
      conditions: () => (told.has('condition') ? viewsOf('condition', groups.conditions.of(ALL), toCondition) : null),
      returnsOf: (customerId) => (told.has('return') ? returnsOf(customerId, asOf) : null),
      history: (key) => history.sum(key, asOf),
    };
  }

  function stockOf(itemId: string): readonly ItemAtSite[] {
    const inventory = viewsOf('inventory', groups.stockOfItem.of(itemId), toInventory);
    const supply = viewsOf('supply', groups.supplyOfItem.of(itemId), toSupply);
    if (inventory.length === 0 && supply.length === 0) return [];
    return itemAtSites({ inventory, supply, demand: demandFor(itemId) });
  }

  function demandFor(itemId: string): readonly SiteDemand[] {
    const lines = viewsOf('line', groups.linesOfItem.of(itemId), toOrderLine);
    return lines.flatMap(({ id, orderId, siteId, quantity, allocated, promisedShipBy, promisedDeliverBy }) => {
      if (siteId === null || order(orderId)?.cancelled === true) return [];
      const by = promisedShipBy ?? promisedDeliverBy;
      return [{ lineId: id, siteId, by, quantity: quantity.value, uom: quantity.uom, allocated }];
    });
  }

  function returnsOf(customerId: string, asOf: Instant): number {
    const after = addMs(asOf, -RETURN_DAYS * MS_PER_DAY);
    const ids = [...groups.returnsOfCustomer.of(customerId)];
    return ids.filter((id) => isWithin(authorizedAt.get(id), after, asOf)).length;
  }

  function order(id: string): Order | null {
    return viewOf('order', id, toOrder);
  }

  function forget(id: string): void {
    entities.delete(refKey({ kind: 'line', id }));
    groups.linesOfItem.move(id, null);
    for (const shipmentId of groups.shipmentsOfLine.of(id)) {
      groups.shipmentsOfLine.remove(id, shipmentId);
      const shipment = viewOf('shipment', shipmentId, toShipment);
      const isEmpty = shipment?.lines.every(({ lineId }) => !groups.shipmentsOfLine.of(lineId).has(shipmentId));
      if (isEmpty) entities.delete(refKey({ kind: 'shipment', id: shipmentId }));
    }
  }

  function viewsOf<K extends EntityKind, V>(
    kind: K,
    ids: Iterable<string>,
    toView: (entity: Entity<K>) => V | null,
  ): V[] {
    return [...ids].flatMap((id) => viewOf(kind, id, toView) ?? []);
  }

  function viewOf<K extends EntityKind, V>(kind: K, id: string, toView: (entity: Entity<K>) => V | null): V | null {
    const entity = entities.get(refKey({ kind, id }));
    return entity && isOf(kind, entity) ? toView(entity) : null;
  }

  return {
    apply,
    around,
    forget,
    order,
    line: (id) => viewOf('line', id, toOrderLine),
    lineIdsOf: (orderId) => groups.linesOfOrder.of(orderId),
  };
}

/** Under this come the exceptions of no order. No order has an empty number. */
const NO_ORDER = '';
const ALL = 'all';

function isOf<K extends EntityKind>(kind: K, entity: Entity): entity is Entity<K> & Entity {
  return entity.kind === kind;
}

function isWithin(instant: Instant | undefined, after: Instant, upTo: Instant): boolean {
  return instant !== undefined && instant > after && instant <= upTo;
}
