import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { OrderException } from '../../domain/exception.ts';
import type { Customer } from '../../domain/master-data.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { Shipment } from '../../domain/shipment.ts';
import { listOrders } from '../../operations/list-orders.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs, toPageQuery } from '../connection/page.args.ts';
import { toConnection, toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { CustomerType } from '../customer/customer.type.ts';
import { ExceptionConnectionType } from '../exception/exception.type.ts';
import { given } from '../given.ts';
import { idOf } from '../id-of.ts';
import { Needs } from '../needs.ts';
import { OrderLineConnectionType } from '../order-line/order-line.type.ts';
import { ShipmentConnectionType } from '../shipment/shipment.type.ts';
import { shipmentsOfOrder } from '../shipment/shipments-of-order.ts';
import { OrderFilterInput } from './order-filter.input.ts';
import { OrderConnectionType, OrderType } from './order.type.ts';

@Resolver(() => OrderType)
export class OrderResolver {
  @Query(() => OrderType, { nullable: true, description: 'Null when no such order is known.' })
  @Needs('orders.read')
  order(@Arg('id', () => ID) id: string, @Ctx() { loaders }: Context): Promise<Order | null> {
    return loaders.order.load(id);
  }

  @Query(() => OrderConnectionType, { description: 'Orders that match, newest placed first.' })
  @Needs('orders.read')
  async orders(
    @Arg('filter', () => OrderFilterInput, { nullable: true }) filter: OrderFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { answers, loaders }: Context,
  ): Promise<Connection<Order>> {
    const slice = await listOrders(answers.readers, { ...given(filter), ...toPageQuery('orders', page) });
    return toConnection('orders', page, await loaders.freshOrders(slice));
  }

  @FieldResolver(() => OrderLineConnectionType, { description: 'By line number.' })
  async lines(
    @Root() { id }: Order,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<OrderLine>> {
    return toConnectionOfAll(`lines of order ${id}`, page, await loaders.linesOfOrder.load(id), idOf);
  }

  @FieldResolver(() => CustomerType, { nullable: true, description: 'Null while its source has not told of it.' })
  customer(@Root() { customerId }: Order, @Ctx() { loaders }: Context): Promise<Customer | null> {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => ShipmentConnectionType, { description: 'Shipments that carry any of its lines, by id.' })
  async shipments(
    @Root() { id }: Order,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Shipment>> {
    return toConnectionOfAll(`shipments of order ${id}`, page, await shipmentsOfOrder(loaders, id), idOf);
  }

  @FieldResolver(() => ExceptionConnectionType, { description: 'Open and resolved, on the order and on its lines.' })
  async exceptions(
    @Root() { id }: Order,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<OrderException>> {
    return toConnectionOfAll(`exceptions of order ${id}`, page, await loaders.exceptionsOfOrder.load(id), idOf);
  }
}
