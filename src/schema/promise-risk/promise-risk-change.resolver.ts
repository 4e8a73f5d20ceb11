import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql';
import { z } from 'zod';
import type { RiskChange } from '../../domain/feed.ts';
import type { RiskMessage } from '../../domain/feed-message.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { AppError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { AFTER, SNAPSHOT } from '../feed/feed-descriptions.ts';
import { Needs } from '../needs.ts';
import { OrderLineType } from '../order-line/order-line.type.ts';
import { PromiseRiskChangeType, PromiseRiskMessageType } from './promise-risk-change.type.ts';

/** Orders that one subscription may watch. */
const MAX_ORDERS = 200;

@Resolver(() => PromiseRiskMessageType)
export class PromiseRiskMessageResolver {
  @Subscription(() => PromiseRiskMessageType, {
    description: `Lines of these orders whose recorded risk reads differently, in whole percent. At most ${String(MAX_ORDERS)} orders.`,
    subscribe: openRiskChanges,
  })
  @Needs('risk.read')
  promiseRiskChanged(
    @Root() message: RiskMessage,
    @Arg('orderIds', () => [ID]) orderIds: string[],
    @Arg('after', () => String, AFTER) _after?: string | null,
  ): WatchingMessage {
    return { ...message, orderIds };
  }

  @FieldResolver(() => [OrderLineType], {
    nullable: true,
    description: `The lines of these orders as they now stand, each with its risk: ${SNAPSHOT}`,
  })
  async snapshot(
    @Root() { change, orderIds }: WatchingMessage,
    @Ctx() { loaders }: Context,
  ): Promise<readonly OrderLine[] | null> {
    if (change !== null) return null;
    const lines = await Promise.all(orderIds.map((id) => loaders.linesOfOrder.load(id)));
    return lines.flat();
  }
}

@Resolver(() => PromiseRiskChangeType)
export class PromiseRiskChangeResolver {
  @FieldResolver(() => OrderLineType, { nullable: true, description: 'Null while its source has not told of it.' })
  line(@Root() { lineId }: RiskChange, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }
}

/** A message with what its subscriber watches. */
interface WatchingMessage extends RiskMessage {
  readonly orderIds: readonly string[];
}

const RiskArgs = z.object({ orderIds: z.array(z.string()), after: z.string().nullish() });

function openRiskChanges({
  args,
  context: { answers, resumeAfter },
}: SubscribeResolverData<unknown, unknown, Context>): Promise<AsyncIterable<RiskMessage>> {
  const { orderIds, after = null } = RiskArgs.parse(args);
  if (orderIds.length < 1 || orderIds.length > MAX_ORDERS) {
    throw new AppError(
      'INPUT_INVALID',
      `orderIds: expected 1 to ${String(MAX_ORDERS)} ids, came ${String(orderIds.length)}`,
    );
  }
  return answers.changes.riskChanges(orderIds, resumeAfter ?? after);
}
