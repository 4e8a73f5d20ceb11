import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { RecordKind } from '../../domain/record/record.ts';
import type { Instant } from '../../domain/time.ts';
import type { ProviderState } from '../../operations/list-providers.ts';
import { RecordKindEnum } from '../enums.ts';
import { ProviderOfferType } from './provider-offer.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('Provider', { description: 'A configured source system and how it fares.' })
export class ProviderType implements ProviderState {
  @Field(() => ID, { description: 'What `provenance.source` shows.' })
  id!: string;

  @Field(() => String, { description: 'The kind of source, such as `csv`.' })
  type!: string;

  @Field(() => [RecordKindEnum], { description: 'What it can give.' })
  kinds!: RecordKind[];

  @Field(() => [ProviderOfferType], {
    description: 'What it offers for each kind, as far as that is known without asking the source.',
  })
  offers!: readonly ProviderOfferType[];

  @Field(() => Boolean, { description: 'Whether single records can be asked for again.' })
  canLookUp!: boolean;

  @Field(() => [String], { description: 'What it can be asked to do.' })
  actions!: string[];

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Milliseconds after which a record of it counts as stale; null: never.',
  })
  allowedAgeMs!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last read to the end; null before that.' })
  lastReadAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it answers.' })
  failingSince!: Instant | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last; null while it answers.' })
  lastError!: string | null;

  @Field(() => Int, { description: 'Rows set aside because they could not be read.' })
  parkedRows!: number;
}
