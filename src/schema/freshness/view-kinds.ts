import type { Entity, EntityKind, EntityRef } from '../../domain/entity.ts';
import { toCondition } from '../../domain/condition.ts';
import { toOrderException, type OrderException } from '../../domain/exception.ts';
import {
  toCarrierService,
  toCustomer,
  toInventory,
  toItem,
  toSite,
  toSupply,
  type CarrierService,
} from '../../domain/master-data.ts';
import { toOrder, type Order } from '../../domain/order.ts';
import { toOrderLine, type OrderLine } from '../../domain/order-line.ts';
import type { Provenance } from '../../domain/provenance.ts';
import type { RecordKind } from '../../domain/record/record.ts';
import { toShipment, type Shipment } from '../../domain/shipment.ts';

/** What every federated type has. */
export interface View {
  readonly id: string;
  readonly provenance: Provenance;
}

/** How a view hangs on what we keep, and on the record that its source can be asked for. */
export interface ViewKind<V extends View> {
  readonly recordKind: RecordKind;
  readonly recordKeyOf: (view: V) => string;
  readonly refOf: (view: V) => EntityRef;
  /** Null for an entity that shows nothing, or that is of another kind. */
  readonly toView: (entity: Entity) => V | null;
  /** What someone who saw `before` may see of it as it now is, without asking whose it is; null when that cannot be told. */
  readonly within: (before: V, now: V) => V | null;
}

export const VIEW_KINDS = {
  order: ofRecord('order', toOrder, sameOrder),
  orderLine: viewKind('line', 'order', toOrderLine, ({ orderId }) => orderId, sameLine),
  customer: ofRecord('customer', toCustomer),
  item: ofRecord('item', toItem),
  site: ofRecord('site', toSite),
  carrierService: ofRecord('carrierService', toCarrierService, sameCutoffs),
  inventory: ofRecord('inventory', toInventory),
  supply: ofRecord('supply', toSupply),
  shipment: ofRecord('shipment', toShipment, sameCarried),
  exception: ofRecord('exception', toOrderException, sameNamed),
  condition: ofRecord('condition', toCondition),
} as const;

function ofRecord<K extends RecordKind, V extends View>(
  kind: K,
  toView: (entity: Entity<K>) => V | null,
  within: ViewKind<V>['within'] = asItIs,
): ViewKind<V> {
  return viewKind(kind, kind, toView, ({ id }) => id, within);
}

function viewKind<K extends EntityKind, V extends View>(
  kind: K,
  recordKind: RecordKind,
  toView: (entity: Entity<K>) => V | null,
  recordKeyOf: (view: V) => string,
  within: ViewKind<V>['within'],
): ViewKind<V> {
  return {
    recordKind,
    recordKeyOf,
    within,
    refOf: ({ id }) => ({ kind, id }),
    toView: (entity) => (isKind(entity, kind) ? toView(entity) : null),
  };
}

function isKind<K extends EntityKind>(entity: Entity, kind: K): entity is Entity<K> {
  return entity.kind === kind;
}

/** For kinds that are someone's by their id alone. */
function asItIs<V>(_before: V, now: V): V {
  return now;
}

function sameOrder(before: Order, now: Order): Order | null {
  if (before.customerId !== now.customerId || before.channel !== now.channel) return null;
  const known = new Set(before.holds.map(({ id }) => id));
  return { ...now, holds: now.holds.filter(({ id, lineNumber }) => lineNumber === null || known.has(id)) };
}

function sameLine(before: OrderLine, now: OrderLine): OrderLine | null {
  return before.siteId === now.siteId ? now : null;
}

function sameCutoffs(before: CarrierService, now: CarrierService): CarrierService {
  const known = new Set(before.cutoffs.map(({ siteId }) => siteId));
  return { ...now, cutoffs: now.cutoffs.filter(({ siteId }) => known.has(siteId)) };
}

function sameCarried(before: Shipment, now: Shipment): Shipment {
  const known = new Set(before.lines.map(({ lineId }) => lineId));
  return { ...now, lines: now.lines.filter(({ lineId }) => known.has(lineId)) };
}

function sameNamed({ orderId, lineIds }: OrderException, now: OrderException): OrderException | null {
  return orderId === now.orderId ? { ...now, lineIds: now.lineIds.filter((id) => lineIds.includes(id)) } : null;
}
