import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { PriorityType } from './priority.type.ts';

@Resolver(() => PriorityType)
export class PriorityResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: '1 for the head of its queue over all sites. Null when it has just left.',
  })
  rank(@Root() { lineId, queue }: PriorityType, @Ctx() { loaders }: Context): Promise<number | null> {
    return loaders.rank.load({ kind: queue, siteId: null, lineId });
  }
}
