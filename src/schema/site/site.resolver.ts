import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Condition } from '../../domain/condition.ts';
import type { Site } from '../../domain/master-data.ts';
import { ConditionConnectionType } from '../condition/condition.type.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs } from '../connection/page.args.ts';
import { toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { idOf } from '../id-of.ts';
import { SiteType } from './site.type.ts';

@Resolver(() => SiteType)
export class SiteResolver {
  @FieldResolver(() => ConditionConnectionType, {
    description:
      'What happens outside at this site, now or still to come, such as its weather; what begins first stands first.',
  })
  async conditions(
    @Root() { id }: Site,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Condition>> {
    return toConnectionOfAll(`conditions of site ${id}`, page, await loaders.conditionsOfSite.load(id), idOf);
  }
}
