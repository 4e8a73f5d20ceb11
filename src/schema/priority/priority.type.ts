import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { LossComponent, Priority } from '../../domain/priority/cost-of-delay.ts';
import type { QueueEntry } from '../../domain/queue.ts';
import { LossKindEnum, QueueKindEnum, TierEnum } from '../enums.ts';
import { Needs } from '../needs.ts';

/** What a score is, for every field that shows one. */
export const SCORE_DESCRIPTION =
  'Cost of delay per hour and minute of work, in minor units (cents) of the book’s currency. Within a tier, higher comes first.';

@ObjectType('LossComponent', { description: 'A part of what waiting costs.' })
export class LossComponentType implements LossComponent {
  @Field(() => LossKindEnum)
  kind!: LossComponent['kind'];

  @Field(() => Float, { description: 'Minor units of the book’s currency per hour of waiting.' })
  amountPerHour!: number;
}

@Needs('economics.read')
@ObjectType('CostOfDelay', { description: 'What it costs to let a line wait, and why.' })
export class CostOfDelayType implements Priority {
  @Field(() => TierEnum, { description: 'Comes before the score: no sum of money passes it.' })
  tier!: Priority['tier'];

  @Field(() => Float, { description: SCORE_DESCRIPTION })
  score!: number;

  @Field(() => Float, {
    description: 'Minor units of the book’s currency per hour: the sum of the components, exactly.',
  })
  costOfDelayPerHour!: number;

  @Field(() => Float, { description: 'Minutes of scarce work to release it.' })
  effortMinutes!: number;

  @Field(() => [LossComponentType])
  components!: readonly LossComponentType[];

  @Field(() => Float, { description: 'Chance to miss the promise, as far as it may move, when it is released now.' })
  lateNow!: number;

  @Field(() => Float, { description: 'The same when it is released at the next opportunity.' })
  lateNext!: number;

  @Field(() => Float, { description: 'Hours until that next opportunity.' })
  waitHours!: number;
}

@Needs('economics.read')
@ObjectType('Priority', { description: 'How urgent a line is among those that wait with it, by what waiting costs.' })
export class PriorityType extends CostOfDelayType {
  @Field(() => ID)
  lineId!: string;

  @Field(() => QueueKindEnum, { name: 'queue', description: 'The queue in which it waits.' })
  kind!: QueueEntry['kind'];
}
