import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { OrderException } from '../../domain/exception.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { listExceptions } from '../../operations/list-exceptions.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs, toPageQuery } from '../connection/page.args.ts';
import { toConnection, toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { given } from '../given.ts';
import { idOf } from '../id-of.ts';
import { OrderType } from '../order/order.type.ts';
import { OrderLineConnectionType } from '../order-line/order-line.type.ts';
import { ExceptionFilterInput } from './exception-filter.input.ts';
import { linesOfException } from './lines-of-exception.ts';
import { ExceptionConnectionType, ExceptionType } from './exception.type.ts';

@Resolver(() => ExceptionType)
export class ExceptionResolver {
  @Query(() => ExceptionConnectionType, { description: 'Exceptions that match, newest opened first.' })
  async exceptions(
    @Arg('filter', () => ExceptionFilterInput, { nullable: true }) filter: ExceptionFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { deps, loaders }: Context,
  ): Promise<Connection<OrderException>> {
    const slice = await listExceptions(deps, { ...given(filter), ...toPageQuery('exceptions', page) });
    return toConnection('exceptions', page, await loaders.freshExceptions(slice));
  }

  @FieldResolver(() => OrderType, { nullable: true, description: 'Null when it concerns no single order.' })
  order(@Root() { orderId }: OrderException, @Ctx() { loaders }: Context): Promise<Order | null> | null {
    return orderId === null ? null : loaders.order.load(orderId);
  }

  @FieldResolver(() => OrderLineConnectionType, { description: 'The lines that it names and that are known.' })
  async lines(
    @Root() exception: OrderException,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<OrderLine>> {
    return toConnectionOfAll(
      `lines of exception ${exception.id}`,
      page,
      await linesOfException(loaders, exception),
      idOf,
    );
  }
}
