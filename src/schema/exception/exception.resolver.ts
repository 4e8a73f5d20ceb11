import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { OrderException } from '../../domain/exception.ts';
import type { ExceptionQuery } from '../../domain/list.ts';
import type { Money } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { listExceptions } from '../../operations/list-exceptions.ts';
import { linesOf, valueAtStake, type ExceptionEvent } from '../../operations/read-exception.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs, toPageQuery } from '../connection/page.args.ts';
import { toConnection, toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { ExceptionOrderEnum } from '../enums.ts';
import { given } from '../given.ts';
import { idOf } from '../id-of.ts';
import { MoneyType } from '../money/money.type.ts';
import { Needs } from '../needs.ts';
import { OrderType } from '../order/order.type.ts';
import { OrderLineConnectionType } from '../order-line/order-line.type.ts';
import { ExceptionFilterInput } from './exception-filter.input.ts';
import { ExceptionEventType } from './exception-history.type.ts';
import { linesOfException } from './lines-of-exception.ts';
import { ExceptionConnectionType, ExceptionType } from './exception.type.ts';

@Resolver(() => ExceptionType)
export class ExceptionResolver {
  @Query(() => ExceptionType, { nullable: true, description: 'Null when there is none.' })
  @Needs('exceptions.read')
  exception(@Arg('id', () => ID) id: string, @Ctx() { loaders }: Context): Promise<OrderException | null> {
    return loaders.exception.load(id);
  }

  @Query(() => ExceptionConnectionType, { description: 'Exceptions that match, newest opened first unless told.' })
  @Needs('exceptions.read')
  async exceptions(
    @Arg('filter', () => ExceptionFilterInput, { nullable: true }) filter: ExceptionFilterInput | null | undefined,
    @Arg('orderBy', () => ExceptionOrderEnum, { defaultValue: 'openedAt' })
    orderBy: NonNullable<ExceptionQuery['orderBy']>,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { answers, loaders }: Context,
  ): Promise<Connection<OrderException>> {
    const list = orderBy === 'severity' ? 'exceptions by severity' : 'exceptions';
    const slice = await listExceptions(answers.readers, { ...given(filter), orderBy, ...toPageQuery(list, page) });
    return toConnection(list, page, await loaders.freshExceptions(slice));
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

  @FieldResolver(() => OrderLineConnectionType, {
    description: 'The lines that it hits now: of one cause, whatever orders they are of.',
  })
  async affectedLines(
    @Root() exception: OrderException,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<OrderLine>> {
    return toConnectionOfAll(`lines hit by ${exception.id}`, page, await affected(loaders, exception), idOf);
  }

  @FieldResolver(() => Int, { description: 'How many lines it hits now.' })
  async affectedLineCount(@Root() exception: OrderException, @Ctx() { loaders }: Context): Promise<number> {
    return linesOf(exception, await loaders.linesHit.load(exception.id)).length;
  }

  @FieldResolver(() => [MoneyType], {
    description: 'Value of the lines that it hits and that are still to be delivered, by currency.',
  })
  async valueAtStake(@Root() exception: OrderException, @Ctx() { loaders }: Context): Promise<readonly Money[]> {
    return valueAtStake(await affected(loaders, exception));
  }

  @FieldResolver(() => [ExceptionEventType], { description: 'What happened to it, oldest first.' })
  @Needs('internals.read')
  history(@Root() { id }: OrderException, @Ctx() { loaders }: Context): Promise<readonly ExceptionEvent[]> {
    return loaders.exceptionHistory.load(id);
  }
}

async function affected(loaders: Context['loaders'], exception: OrderException): Promise<readonly OrderLine[]> {
  const ids = linesOf(exception, await loaders.linesHit.load(exception.id));
  const lines = await Promise.all(ids.map((id) => loaders.orderLine.load(id)));
  return lines.filter((line) => line !== null);
}
