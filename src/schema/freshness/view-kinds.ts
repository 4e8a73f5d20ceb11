import type { Entity, EntityKind, EntityRef } from '../../domain/entity.ts';
import { toOrderException } from '../../domain/exception.ts';
import { toCarrierService, toCustomer, toInventory, toItem, toSite, toSupply } from '../../domain/master-data.ts';
import { toOrder } from '../../domain/order.ts';
import { toOrderLine } from '../../domain/order-line.ts';
import type { Provenance } from '../../domain/provenance.ts';
import type { RecordKind } from '../../domain/record/record.ts';
import { toShipment } from '../../domain/shipment.ts';

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
}

export const VIEW_KINDS = {
  order: ofRecord('order', toOrder),
  orderLine: viewKind('line', 'order', toOrderLine, ({ orderId }) => orderId),
  customer: ofRecord('customer', toCustomer),
  item: ofRecord('item', toItem),
  site: ofRecord('site', toSite),
  carrierService: ofRecord('carrierService', toCarrierService),
  inventory: ofRecord('inventory', toInventory),
  supply: ofRecord('supply', toSupply),
  shipment: ofRecord('shipment', toShipment),
  exception: ofRecord('exception', toOrderException),
} as const;

function ofRecord<K extends RecordKind, V extends View>(kind: K, toView: (entity: Entity<K>) => V | null): ViewKind<V> {
  return viewKind(kind, kind, toView, ({ id }) => id);
}

function viewKind<K extends EntityKind, V extends View>(
  kind: K,
  recordKind: RecordKind,
  toView: (entity: Entity<K>) => V | null,
  recordKeyOf: (view: V) => string,
): ViewKind<V> {
  return {
    recordKind,
    recordKeyOf,
    refOf: ({ id }) => ({ kind, id }),
    toView: (entity) => (isKind(entity, kind) ? toView(entity) : null),
  };
}

function isKind<K extends EntityKind>(entity: Entity, kind: K): entity is Entity<K> {
  return entity.kind === kind;
}
