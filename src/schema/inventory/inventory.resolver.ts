import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Inventory, Item, Site } from '../../domain/master-data.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs } from '../connection/page.args.ts';
import { toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { idOf } from '../id-of.ts';
import { ItemType } from '../item/item.type.ts';
import { Needs } from '../needs.ts';
import { QuantityType } from '../quantity/quantity.type.ts';
import { SiteType } from '../site/site.type.ts';
import { inventoryAt } from './inventory-at.ts';
import { InventoryConnectionType, InventoryType } from './inventory.type.ts';

@Resolver(() => InventoryType)
export class InventoryResolver {
  @Query(() => InventoryConnectionType, {
    description: 'Stock of one item, at one site or at every site that keeps it.',
  })
  @Needs('inventory.read')
  async inventory(
    @Arg('itemId', () => ID) itemId: string,
    @Arg('siteId', () => ID, { nullable: true, description: 'Null: every site.' }) siteId: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Inventory>> {
    const found = await inventoryAt(loaders, itemId, siteId ?? null);
    return toConnectionOfAll(`inventory of item ${itemId}`, page, found, idOf);
  }

  @FieldResolver(() => QuantityType, { description: 'What is on hand and not yet bound to orders; never below 0.' })
  available(@Root() { onHand, allocated }: Inventory): Quantity {
    return { value: Math.max(0, onHand.value - allocated), uom: onHand.uom };
  }

  @FieldResolver(() => ItemType, { nullable: true, description: 'Null while its source has not told of it.' })
  item(@Root() { itemId }: Inventory, @Ctx() { loaders }: Context): Promise<Item | null> {
    return loaders.item.load(itemId);
  }

  @FieldResolver(() => SiteType, { nullable: true, description: 'Null while its source has not told of it.' })
  site(@Root() { siteId }: Inventory, @Ctx() { loaders }: Context): Promise<Site | null> {
    return loaders.site.load(siteId);
  }
}
