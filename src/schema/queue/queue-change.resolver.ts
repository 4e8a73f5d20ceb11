import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql';
import { z } from 'zod';
import type { QueueChangeMessage } from '../../domain/feed.ts';
import type { Site } from '../../domain/master-data.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { QUEUE_KINDS, type QueueKind } from '../../domain/queue.ts';
import type { Context } from '../context.ts';
import { QueueKindEnum } from '../enums.ts';
import { OrderLineType } from '../order-line/order-line.type.ts';
import { SiteType } from '../site/site.type.ts';
import { QueueChangeType } from './queue-change.type.ts';

@Resolver(() => QueueChangeType)
export class QueueChangeResolver {
  @Subscription(() => QueueChangeType, {
    description: 'Lines that enter, leave or move in a queue, from now on.',
    subscribe: openQueueChanges,
  })
  queueChanged(
    @Root() change: QueueChangeMessage,
    @Arg('kind', () => QueueKindEnum) _kind: QueueKind,
    @Arg('site', () => ID, { nullable: true, description: 'Only lines that ship from it. Null: all.' })
    _site?: string | null,
  ): QueueChangeMessage {
    return change;
  }

  @FieldResolver(() => OrderLineType, { nullable: true, description: 'Null while its source has not told of it.' })
  line(@Root() { lineId }: QueueChangeMessage, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }

  @FieldResolver(() => SiteType, { nullable: true, description: 'Null while that is open or not told.' })
  site(@Root() { siteId }: QueueChangeMessage, @Ctx() { loaders }: Context): Promise<Site | null> | null {
    return siteId === null ? null : loaders.site.load(siteId);
  }
}

const QueueArgs = z.object({ kind: z.enum(QUEUE_KINDS), site: z.string().nullish() });

function openQueueChanges({
  args,
  context,
}: SubscribeResolverData<unknown, unknown, Context>): AsyncIterable<QueueChangeMessage> {
  const { kind, site } = QueueArgs.parse(args);
  return context.queueChanges({ kind, siteId: site ?? null });
}
