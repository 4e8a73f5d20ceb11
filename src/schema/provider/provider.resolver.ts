import { Ctx, Query, Resolver } from 'type-graphql';
import type { ProviderState } from '../../operations/list-providers.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { ProviderType } from './provider.type.ts';

@Resolver()
export class ProviderResolver {
  @Query(() => [ProviderType], { description: 'Every configured source, in the order of the configuration.' })
  @Needs('providers.read')
  providers(@Ctx() { answers }: Context): Promise<readonly ProviderState[]> {
    return answers.listProviders();
  }
}
