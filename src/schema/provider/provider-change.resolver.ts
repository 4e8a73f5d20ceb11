import { Arg, Ctx, FieldResolver, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql';
import { z } from 'zod';
import type { ProviderMessage } from '../../domain/feed-message.ts';
import type { ProviderState } from '../../operations/list-providers.ts';
import type { Context } from '../context.ts';
import { AFTER, SNAPSHOT } from '../feed/feed-descriptions.ts';
import { Needs } from '../needs.ts';
import { ProviderMessageType } from './provider-change.type.ts';
import { ProviderType } from './provider.type.ts';

@Resolver(() => ProviderMessageType)
export class ProviderMessageResolver {
  @Subscription(() => ProviderMessageType, {
    description: 'Sources that can no longer be read, or can be read again.',
    subscribe: openProviderChanges,
  })
  @Needs('providers.read')
  providerChanged(
    @Root() message: ProviderMessage,
    @Arg('after', () => String, AFTER) _after?: string | null,
  ): ProviderMessage {
    return message;
  }

  @FieldResolver(() => [ProviderType], {
    nullable: true,
    description: `Every configured source as it now fares: ${SNAPSHOT}`,
  })
  snapshot(@Root() { change }: ProviderMessage, @Ctx() { answers }: Context): Promise<readonly ProviderState[]> | null {
    return change === null ? answers.listProviders() : null;
  }
}

const ProviderArgs = z.object({ after: z.string().nullish() });

function openProviderChanges({
  args,
  context: { answers, resumeAfter },
}: SubscribeResolverData<unknown, unknown, Context>): Promise<AsyncIterable<ProviderMessage>> {
  return answers.changes.providerChanges(resumeAfter ?? ProviderArgs.parse(args).after ?? null);
}
