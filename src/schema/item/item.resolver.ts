import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Inventory, Item, Supply } from '../../domain/master-data.ts';
import { AttributeType, toAttributes } from '../attribute/attribute.type.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs } from '../connection/page.args.ts';
import { toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { idOf } from '../id-of.ts';
import { InventoryConnectionType } from '../inventory/inventory.type.ts';
import { Needs } from '../needs.ts';
import { SupplyConnectionType } from '../supply/supply.type.ts';
import { ItemType } from './item.type.ts';

@Resolver(() => ItemType)
export class ItemResolver {
  @FieldResolver(() => [AttributeType], { description: 'What the source says beyond our words.' })
  @Needs('internals.read')
  attributes(@Root() { attributes }: Item): AttributeType[] {
    return toAttributes(attributes);
  }

  @FieldResolver(() => [ItemType], {
    description: 'Items that may take its place where the customer accepts one, best first; those that are known.',
  })
  async substitutes(@Root() { substituteIds }: Item, @Ctx() { loaders }: Context): Promise<Item[]> {
    const items = await Promise.all(substituteIds.map((id) => loaders.item.load(id)));
    return items.filter((item) => item !== null);
  }

  @FieldResolver(() => InventoryConnectionType, { description: 'Its stock at every site.' })
  async inventory(
    @Root() { id }: Item,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Inventory>> {
    return toConnectionOfAll(`inventory of item ${id}`, page, await loaders.inventoryOfItem.load(id), idOf);
  }

  @FieldResolver(() => SupplyConnectionType, { description: 'Its open supply to every site.' })
  async supply(
    @Root() { id }: Item,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<Supply>> {
    return toConnectionOfAll(`supply of item ${id}`, page, await loaders.supplyOfItem.load(id), idOf);
  }
}
