import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Customer } from '../../domain/master-data.ts';
import { AttributeType, toAttributes } from '../attribute/attribute.type.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { CustomerType } from './customer.type.ts';

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerType, { nullable: true, description: 'Null when no such customer is known.' })
  @Needs('customers.read')
  customer(@Arg('id', () => ID) id: string, @Ctx() { loaders }: Context): Promise<Customer | null> {
    return loaders.customer.load(id);
  }

  @FieldResolver(() => [AttributeType], { description: 'What the source says beyond our words.' })
  @Needs('internals.read')
  attributes(@Root() { attributes }: Customer): AttributeType[] {
    return toAttributes(attributes);
  }
}
