import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Item, Site, Supply } from '../../domain/master-data.ts';
import type { Context } from '../context.ts';
import { ItemType } from '../item/item.type.ts';
import { SiteType } from '../site/site.type.ts';
import { SupplyType } from './supply.type.ts';

@Resolver(() => SupplyType)
export class SupplyResolver {
  @FieldResolver(() => ItemType, { nullable: true, description: 'Null while its source has not told of it.' })
  item(@Root() { itemId }: Supply, @Ctx() { loaders }: Context): Promise<Item | null> {
    return loaders.item.load(itemId);
  }

  @FieldResolver(() => SiteType, { nullable: true, description: 'Null while its source has not told of it.' })
  site(@Root() { siteId }: Supply, @Ctx() { loaders }: Context): Promise<Site | null> {
    return loaders.site.load(siteId);
  }
}
