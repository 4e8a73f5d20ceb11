import { Field, ID, ObjectType } from 'type-graphql';
import type { HoldRecord } from '../../domain/record/order-record.ts';
import type { Instant } from '../../domain/time.ts';
import { HoldKindEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('Hold', { description: 'A block on an order, or on one line of it.' })
export class HoldType implements HoldRecord {
  @Field(() => ID, { description: 'Unique within its order.' })
  id!: string;

  @Field(() => HoldKindEnum)
  @Needs('internals.read')
  kind!: HoldRecord['kind'];

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  @Needs('internals.read')
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The one line that it blocks; null when it blocks the whole order.',
  })
  lineNumber!: string | null;

  @Field(() => DateTimeScalar)
  placedAt!: Instant;
}
