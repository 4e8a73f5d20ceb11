import { toCondition } from '../domain/condition.ts';
import type { Entity, EntityKind } from '../domain/entity.ts';
import { toOrderException } from '../domain/exception.ts';
import { toInventory, toSupply } from '../domain/master-data.ts';
import { toOrder } from '../domain/order.ts';
import { standingOf } from '../domain/order-line.ts';
import type { Row } from './upsert.ts';

type ColumnType = 'text' | 'boolean' | 'timestamptz' | 'float8';

/** Where the entities of a kind are kept, and the columns besides `id` and `state` that filters, joins and order need. */
export interface EntityTable {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The values of these columns; a column that is left out is null: what it comes from is not known yet. */
  readonly promote: (entity: Entity) => Row;
}

/** Every kind's table. A column is added here, in the schema and in a migration that fills it. */
export const ENTITY_TABLES: Readonly<Record<EntityKind, EntityTable>> = {
  order: table<'order'>(
    'customer_order',
    { customer_id: 'text', placed_at: 'timestamptz', cancelled: 'boolean' },
    (entity) => {
      const order = toOrder(entity);
      return order && { customer_id: order.customerId, placed_at: order.placedAt, cancelled: order.cancelled };
    },
  ),
  line: table<'line'>(
    'order_line',
    {
      order_id: 'text',
      item_id: 'text',
      site_id: 'text',
      status: 'text',
      promised_deliver_by: 'timestamptz',
      promised_ship_by: 'timestamptz',
      quantity: 'float8',
      uom: 'text',
      allocated: 'float8',
    },
    ({ facets }) => {
      const { content, promise, allocated } = facets;
      return (
        content && {
          order_id: content.value.orderId,
          item_id: content.value.itemId,
          site_id: content.value.siteId,
          status: standingOf(facets, content.value).status,
          promised_deliver_by: promise?.value.promisedDeliverBy,
          promised_ship_by: promise?.value.promisedShipBy,
          quantity: content.value.quantity.value,
          uom: content.value.quantity.uom,
          allocated: allocated?.value.quantity,
        }
      );
    },
  ),
  shipment: table<'shipment'>('shipment'),
  supply: table<'supply'>('supply', { item_id: 'text', open: 'boolean' }, (entity) => {
    const supply = toSupply(entity);
    return supply && { item_id: supply.itemId, open: supply.receivedAt === null };
  }),
  inventory: table<'inventory'>('inventory', { item_id: 'text' }, (entity) => {
    const inventory = toInventory(entity);
    return inventory && { item_id: inventory.itemId };
  }),
  exception: table<'exception'>(
    'exception',
    { order_id: 'text', type: 'text', severity: 'text', opened_at: 'timestamptz', resolved_at: 'timestamptz' },
    (entity) => {
      const exception = toOrderException(entity);
      return (
        exception && {
          order_id: exception.orderId,
          type: exception.type,
          severity: exception.severity,
          opened_at: exception.openedAt,
          resolved_at: exception.resolvedAt,
        }
      );
    },
  ),
  customer: table<'customer'>('customer'),
  item: table<'item'>('item'),
  site: table<'site'>('site'),
  carrierService: table<'carrierService'>('carrier_service'),
  condition: table<'condition'>('condition', { cleared_at: 'timestamptz' }, (entity) => {
    const condition = toCondition(entity);
    return condition && { cleared_at: condition.clearedAt };
  }),
  invoice: table<'invoice'>('invoice'),
  return: table<'return'>(
    'return_order',
    { order_id: 'text', authorized_at: 'timestamptz' },
    ({ facets: { record } }) =>
      record?.value ? { order_id: record.value.orderId, authorized_at: record.value.authorizedAt } : null,
  ),
};

/** All kinds, in one order everywhere. */
export const ENTITY_KINDS = Object.keys(ENTITY_TABLES) as readonly EntityKind[];

function table<K extends EntityKind>(
  name: string,
  columns: EntityTable['columns'] = {},
  promote: (entity: Entity<K>) => Row | null | undefined = () => null,
): EntityTable {
  return { table: name, columns, promote: (entity) => promote(entity as Entity<K>) ?? {} };
}
