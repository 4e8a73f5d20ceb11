import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { QueueEntry } from '../../domain/queue.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { QueueKindEnum, TierEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { SCORE_DESCRIPTION } from '../priority/priority.type.ts';

@Needs('queue.read')
@ObjectType('QueueEntry', { description: 'A line’s place in the work, as last scored.' })
export class QueueEntryType implements Pick<QueueEntry, 'lineId' | 'kind' | 'siteId' | 'tier' | 'score'> {
  @Field(() => ID)
  lineId!: string;

  @Field(() => QueueKindEnum)
  kind!: QueueEntry['kind'];

  @Field(() => ID, { nullable: true, description: 'Where the line ships from; null while that is open.' })
  siteId!: string | null;

  @Field(() => TierEnum, { description: 'Comes before the score: no sum of money passes it.' })
  @Needs('internals.read')
  tier!: QueueEntry['tier'];

  @Field(() => Float, { description: SCORE_DESCRIPTION })
  @Needs('economics.read')
  score!: number;
}

export const QueueEntryConnectionType = createConnectionType('QueueEntry', () => QueueEntryType);
