import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { CarrierService, Customer, Inventory, Item, Site, Supply } from '../../domain/master-data.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { inventoryIdOf } from '../../domain/record/identifier.ts';
import type { Shipment } from '../../domain/shipment.ts';
import { AttributeType, toAttributes } from '../attribute/attribute.type.ts';
import { CarrierServiceType } from '../carrier-service/carrier-service.type.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs } from '../connection/page.args.ts';
import { toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { CustomerType } from '../customer/customer.type.ts';
import { idOf } from '../id-of.ts';
import { InventoryType } from '../inventory/inventory.type.ts';
import { ItemType } from '../item/item.type.ts';
import { Needs } from '../needs.ts';
import { OrderType } from '../order/order.type.ts';
import { ShipmentConnectionType } from '../shipment/shipment.type.ts';
import { SiteType } from '../site/site.type.ts';
import { SupplyConnectionType } from '../supply/supply.type.ts';
import { customerOfLine, supplyOfLine } from './line-edges.ts';
import { OrderLineType } from './order-line.type.ts';

/** What a line is about; how it stands is in `line-state.resolver.ts`. */
@Resolver(() => OrderLineType)
export class OrderLineResolver {
  @Query(() => OrderLineType, { nullable: true, description: 'Null when no such line is known.' })
  @Needs('orders.read')
  orderLine(
    @Arg('id', () => ID, { description: '`<order id>/<line number>`.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<OrderLine | null> {
    return loaders.orderLine.load(id);
  }

  @FieldResolver(() => [AttributeType], { description: 'What the source says beyond our words.' })
  @Needs('internals.read')
  attributes(@Root() { attributes }: OrderLine): AttributeType[] {
    return toAttributes(attributes);
  }

  @FieldResolver(() => OrderType, { nullable: true, description: 'Null while its source has told of the line alone.' })
  order(@Root() { orderId }: OrderLine, @Ctx() { loaders }: Context): Promise<Order | null> {
    return loaders.order.load(orderId);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'Who ordered; null while its source has not told of it.',
  })
  customer(@Root() line: OrderLine, @Ctx() { loaders }: Context): Promise<Customer | null> {
    return customerOfLine(loaders, line);
  }

  @FieldResolver(() => ItemType, { nullable: true, description: 'Null while its source has not told of it.' })
  item(@Root() { itemId }: OrderLine, @Ctx() { loaders }: Context): Promise<Item | null> {
    return loaders.item.load(itemId);
  }

  @FieldResolver(() => SiteType, {
    nullable: true,
    description: 'Where it ships from; null while that is open or not told.',
  })
  site(@Root() { siteId }: OrderLine, @Ctx() { loaders }: Context): Promise<Site | null> | null {
    return siteId === null ? null : loaders.site.load(siteId);
  }

  @FieldResolver(() => CarrierServiceType, {
    nullable: true,
    description: 'How it travels; null while that is open or not told.',
  })
  carrierService(
    @Root() { carrierServiceId }: OrderLine,
    @Ctx() { loaders }: Context,
  ): Promise<CarrierService | null> | null {
    return carrierServiceId === null ? null : loaders.carrierService.load(carrierServiceId);
  }

  @FieldResolver(() => InventoryType, {
    nullable: true,
    description: 'Stock of its item at its site; null when unknown.',
  })
  inventory(@Root() { itemId, siteId }: OrderLine, @Ctx() { loaders }: Context): Promise<Inventory | null> | null {
    return siteId === null ? null : loaders.inventory.load(inventoryIdOf(itemId, siteId));
  }

  @FieldResolver(() => SupplyConnectionType, {
    description: 'Open supply of its item to its site; to any site while that is open.',
  })
  async supply(
    @Root() line: OrderLine,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Supply>> {
    return toConnectionOfAll(`supply of line ${line.id}`, page, await supplyOfLine(loaders, line), idOf);
  }

  @FieldResolver(() => ShipmentConnectionType, { description: 'Shipments that carry any of it.' })
  async shipments(
    @Root() { id }: OrderLine,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Shipment>> {
    return toConnectionOfAll(`shipments of line ${id}`, page, await loaders.shipmentsOfLine.load(id), idOf);
  }
}
