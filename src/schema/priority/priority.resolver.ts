import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Priority } from '../../domain/priority/cost-of-delay.ts';
import { explainPriority } from '../../domain/priority/explain.ts';
import type { QueueEntry } from '../../domain/queue.ts';
import type { Context } from '../context.ts';
import { CostOfDelayType, PriorityType } from './priority.type.ts';

const EXPLANATION = { description: 'In words, with the amounts in the book’s currency.' };
const CURRENCY = { description: 'ISO 4217 code of the book’s currency.' };

@Resolver(() => PriorityType)
export class PriorityResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: '1 for the head of its queue over all sites. Null when it has just left.',
  })
  rank(@Root() { lineId, kind }: QueueEntry, @Ctx() { loaders }: Context): Promise<number | null> {
    return loaders.rank.load({ kind, siteId: null, lineId });
  }

  @FieldResolver(() => String, EXPLANATION)
  explanation(@Root() priority: QueueEntry, @Ctx() { answers }: Context): string {
    return explainPriority(priority, answers.currency);
  }

  @FieldResolver(() => String, CURRENCY)
  currency(@Ctx() { answers }: Context): string {
    return answers.currency;
  }
}

@Resolver(() => CostOfDelayType)
export class CostOfDelayResolver {
  @FieldResolver(() => String, EXPLANATION)
  explanation(@Root() priority: Priority, @Ctx() { answers }: Context): string {
    return explainPriority(priority, answers.currency);
  }

  @FieldResolver(() => String, CURRENCY)
  currency(@Ctx() { answers }: Context): string {
    return answers.currency;
  }
}
