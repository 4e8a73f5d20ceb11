import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { QueueMessage, QueueMove } from '../../domain/feed-message.ts';
import type { QueuePlace } from '../../domain/queue.ts';
import type { Instant } from '../../domain/time.ts';
import { QueueChangeKindEnum, QueueKindEnum } from '../enums.ts';
import { CURSOR, SNAPSHOT } from '../feed/feed-descriptions.ts';
import { Needs } from '../needs.ts';
import { SCORE_DESCRIPTION } from '../priority/priority.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('QueueChange', {
  description:
    'What happened to one line in what is watched. Take the line from `previousRank`, if any, then put it at `rank`, if any.',
})
export class QueueChangeType implements QueueMove {
  @Field(() => QueueChangeKindEnum)
  change!: QueueMove['change'];

  @Field(() => ID)
  lineId!: string;

  @Field(() => QueueKindEnum)
  kind!: QueueMove['kind'];

  @Field(() => ID, { nullable: true, description: 'Where the line ships from; null while that is open.' })
  siteId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '1 for the head of the queue that is watched; null once the line has left, and of a change that was missed in a whole queue.',
  })
  rank!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Null when the line has just entered, and of a change that was missed in a whole queue.',
  })
  previousRank!: number | null;

  @Field(() => Float, { nullable: true, description: `${SCORE_DESCRIPTION} Null once the line has left.` })
  @Needs('economics.read')
  score!: number | null;

  @Field(() => Float, { nullable: true, description: 'Null when the line has just entered.' })
  @Needs('economics.read')
  previousScore!: number | null;
}

@ObjectType('QueueStanding', { description: 'A line as it stood in a queue when a message was made.' })
export class QueueStandingType implements RankedPlace {
  @Field(() => Int, { description: '1 for the head of the queue that is watched.' })
  rank!: number;

  @Field(() => ID)
  lineId!: string;

  @Field(() => QueueKindEnum)
  kind!: RankedPlace['kind'];

  @Field(() => ID, { nullable: true, description: 'Where the line ships from; null while that is open.' })
  siteId!: string | null;

  @Field(() => Float, { description: SCORE_DESCRIPTION })
  @Needs('economics.read')
  score!: number;
}

@ObjectType('QueueMessage', { description: 'Something that happened in a queue, told after it was kept.' })
export class QueueMessageType implements Omit<QueueMessage, 'snapshot'> {
  @Field(() => String, CURSOR)
  cursor!: string;

  @Field(() => DateTimeScalar)
  at!: Instant;

  @Field(() => [QueueStandingType], {
    nullable: true,
    description: `All lines that are watched, most urgent first: ${SNAPSHOT}`,
  })
  snapshot!: RankedPlace[] | null;

  @Field(() => [QueueChangeType], {
    description: 'To be applied one after the other: a line that enters the first lines pushes another out.',
  })
  changes!: QueueMove[];
}

/** A line of a queue with its rank, without its place, which is ours alone. */
export interface RankedPlace extends Omit<QueuePlace, 'place'> {
  readonly rank: number;
}
