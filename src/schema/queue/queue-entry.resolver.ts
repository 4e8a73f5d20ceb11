import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Site } from '../../domain/master-data.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { QueueEntry, QueueKind } from '../../domain/queue.ts';
import { listQueue } from '../../operations/list-queue.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs, toPageQuery } from '../connection/page.args.ts';
import { toConnection } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { QueueKindEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { OrderLineType } from '../order-line/order-line.type.ts';
import { SiteType } from '../site/site.type.ts';
import { QueueEntryConnectionType, QueueEntryType } from './queue-entry.type.ts';
import { queueListName, withinSite, type ListedEntry } from './listed-entry.ts';

@Resolver(() => QueueEntryType)
export class QueueEntryResolver {
  @Query(() => QueueEntryConnectionType, { description: 'The lines that wait in a queue, most urgent first.' })
  @Needs('queue.read')
  async queue(
    @Arg('kind', () => QueueKindEnum) kind: QueueKind,
    @Arg('site', () => ID, { nullable: true, description: 'Only lines that ship from it. Null: all.' })
    site: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { answers }: Context,
  ): Promise<Connection<ListedEntry>> {
    const [siteId, list] = [site ?? null, queueListName(kind, site ?? null)];
    const slice = await listQueue(answers.readers, { kind, siteId, ...toPageQuery(list, page) });
    return toConnection(list, page, withinSite(siteId, slice));
  }

  @FieldResolver(() => OrderLineType, { nullable: true, description: 'Null while its source has not told of it.' })
  line(@Root() { lineId }: QueueEntry, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }

  @FieldResolver(() => SiteType, { nullable: true, description: 'Null while that is open or not told.' })
  site(@Root() { siteId }: QueueEntry, @Ctx() { loaders }: Context): Promise<Site | null> | null {
    return siteId === null ? null : loaders.site.load(siteId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: '1 for the head of the queue that was asked for. Null when it has just left.',
  })
  rank(@Root() { kind, lineId, listedSiteId }: ListedEntry, @Ctx() { loaders }: Context): Promise<number | null> {
    return loaders.rank.load({ kind, siteId: listedSiteId, lineId });
  }
}
