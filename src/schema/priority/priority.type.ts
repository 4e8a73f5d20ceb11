import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { QueueEntry } from '../../domain/queue.ts';
import { QueueKindEnum } from '../enums.ts';
import { MoneyType } from '../money/money.type.ts';

/** What a score is, for every field that shows one. */
export const SCORE_DESCRIPTION =
  'Expected value at risk, in minor units (cents) of the book’s currency: chance of a late delivery times value. Higher comes first; 0 without a risk.';

@ObjectType('Priority', { description: 'How urgent a line is among those that wait with it, and why.' })
export class PriorityType {
  @Field(() => ID)
  lineId!: string;

  @Field(() => QueueKindEnum, { description: 'The queue in which it waits.' })
  queue!: QueueEntry['kind'];

  @Field(() => Float, { description: SCORE_DESCRIPTION })
  score!: number;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The value of the line that went into the score; null when the source does not say.',
  })
  value!: MoneyType | null;
}
