import { Field, ID, ObjectType } from 'type-graphql';
import type { ProviderChange } from '../../domain/feed.ts';
import type { ProviderMessage } from '../../domain/feed-message.ts';
import type { Instant } from '../../domain/time.ts';
import { ProviderChangeKindEnum } from '../enums.ts';
import { CURSOR } from '../feed/feed-descriptions.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('ProviderChange', { description: 'A source can no longer be read, or can be read again.' })
export class ProviderChangeType implements ProviderChange {
  @Field(() => ProviderChangeKindEnum)
  change!: ProviderChange['change'];

  @Field(() => ID)
  providerId!: string;

  @Field(() => String, { nullable: true, description: 'What went wrong; null when it can be read again.' })
  problem!: string | null;
}

@ObjectType('ProviderMessage', { description: 'How a source fares, told after it was kept.' })
export class ProviderMessageType implements ProviderMessage {
  @Field(() => String, CURSOR)
  cursor!: string;

  @Field(() => DateTimeScalar)
  at!: Instant;

  @Field(() => ProviderChangeType, { nullable: true, description: 'Null in a message with a `snapshot`.' })
  change!: ProviderChange | null;
}
