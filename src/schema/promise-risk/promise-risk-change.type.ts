import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { RiskChange } from '../../domain/feed.ts';
import type { RiskMessage } from '../../domain/feed-message.ts';
import type { Instant } from '../../domain/time.ts';
import { CURSOR } from '../feed/feed-descriptions.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('PromiseRiskChange', { description: 'The recorded risk of one line reads differently than before.' })
export class PromiseRiskChangeType implements RiskChange {
  @Field(() => ID)
  lineId!: string;

  @Field(() => ID)
  orderId!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Chance of a late delivery, 0 to 1; null when the line no longer carries a risk.',
  })
  late!: number | null;

  @Field(() => Float, { nullable: true, description: 'Null when the line had no risk before.' })
  previousLate!: number | null;
}

@ObjectType('PromiseRiskMessage', { description: 'A change of risk, told after it was kept.' })
export class PromiseRiskMessageType implements RiskMessage {
  @Field(() => String, CURSOR)
  cursor!: string;

  @Field(() => DateTimeScalar)
  at!: Instant;

  @Field(() => PromiseRiskChangeType, { nullable: true, description: 'Null in a message with a `snapshot`.' })
  change!: RiskChange | null;
}
