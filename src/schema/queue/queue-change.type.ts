import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { QueueChangeMessage } from '../../domain/feed.ts';
import type { Instant } from '../../domain/time.ts';
import { QueueChangeKindEnum, QueueKindEnum } from '../enums.ts';
import { SCORE_DESCRIPTION } from '../priority/priority.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('QueueChange', { description: 'Something that happened in a queue, told after it was kept.' })
export class QueueChangeType implements QueueChangeMessage {
  @Field(() => QueueChangeKindEnum)
  change!: QueueChangeMessage['change'];

  @Field(() => ID)
  lineId!: string;

  @Field(() => QueueKindEnum)
  kind!: QueueChangeMessage['kind'];

  @Field(() => ID, { nullable: true, description: 'Where the line ships from; null while that is open.' })
  siteId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '1 for the head of the queue that is watched; null once the line has left.',
  })
  rank!: number | null;

  @Field(() => Float, { nullable: true, description: `${SCORE_DESCRIPTION} Null once the line has left.` })
  score!: number | null;

  @Field(() => Float, { nullable: true, description: 'Null when the line has just entered.' })
  previousScore!: number | null;

  @Field(() => DateTimeScalar)
  at!: Instant;
}
