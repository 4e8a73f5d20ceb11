import {
  Arg,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from 'type-graphql';
import { z } from 'zod';
import type { QueueMessage, QueueMove } from '../../domain/feed-message.ts';
import type { Site } from '../../domain/master-data.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { QUEUE_KINDS, type QueueKind } from '../../domain/queue.ts';
import { toPageQuery } from '../connection/page.args.ts';
import type { Context } from '../context.ts';
import { QueueKindEnum } from '../enums.ts';
import { AFTER } from '../feed/feed-descriptions.ts';
import { Needs } from '../needs.ts';
import { OrderLineType } from '../order-line/order-line.type.ts';
import { SiteType } from '../site/site.type.ts';
import { QueueChangeType, QueueMessageType, QueueStandingType, type RankedPlace } from './queue-change.type.ts';

@Resolver(() => QueueMessageType)
export class QueueMessageResolver {
  @Subscription(() => QueueMessageType, {
    description: 'Lines that enter, leave or move in a queue.',
    subscribe: openQueueChanges,
  })
  @Needs('queue.read')
  queueChanged(
    @Root() message: QueueMessage,
    @Arg('kind', () => QueueKindEnum) _kind: QueueKind,
    @Arg('site', () => ID, { nullable: true, description: 'Only lines that ship from it. Null: all.' })
    _site?: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'Only so many lines from the head, 1 to 500. Null: all.' })
    _first?: number | null,
    @Arg('after', () => String, AFTER)
    _after?: string | null,
  ): QueueMessage {
    return message;
  }

  @FieldResolver(() => [QueueStandingType], { nullable: true })
  snapshot(@Root() { snapshot }: QueueMessage): readonly RankedPlace[] | null {
    return snapshot && snapshot.map((place, index) => ({ ...place, rank: index + 1 }));
  }
}

@Resolver(() => QueueChangeType)
export class QueueChangeResolver {
  @FieldResolver(() => OrderLineType, { nullable: true, description: 'Null while its source has not told of it.' })
  line(@Root() { lineId }: QueueMove, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }

  @FieldResolver(() => SiteType, { nullable: true, description: 'Null while that is open or not told.' })
  site(@Root() { siteId }: QueueMove, @Ctx() { loaders }: Context): Promise<Site | null> | null {
    return siteId === null ? null : loaders.site.load(siteId);
  }
}

@Resolver(() => QueueStandingType)
export class QueueStandingResolver {
  @FieldResolver(() => OrderLineType, { nullable: true, description: 'Null while its source has not told of it.' })
  line(@Root() { lineId }: RankedPlace, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }

  @FieldResolver(() => SiteType, { nullable: true, description: 'Null while that is open or not told.' })
  site(@Root() { siteId }: RankedPlace, @Ctx() { loaders }: Context): Promise<Site | null> | null {
    return siteId === null ? null : loaders.site.load(siteId);
  }
}

const QueueArgs = z.object({
  kind: z.enum(QUEUE_KINDS),
  site: z.string().nullish(),
  first: z.number().nullish(),
  after: z.string().nullish(),
});

function openQueueChanges({
  args,
  context: { answers, resumeAfter },
}: SubscribeResolverData<unknown, unknown, Context>): Promise<AsyncIterable<QueueMessage>> {
  const { kind, site = null, first = null, after = null } = QueueArgs.parse(args);
  if (first !== null) toPageQuery('queue', { first });
  return answers.changes.queueChanges({ kind, siteId: site, first }, resumeAfter ?? after);
}
