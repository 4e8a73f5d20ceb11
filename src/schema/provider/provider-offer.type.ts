import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { RecordKind } from '../../domain/record/record.ts';
import type { ProviderState } from '../../operations/list-providers.ts';
import { DeletionNoticeEnum, RecordKindEnum, SweepEnum } from '../enums.ts';

type KindDescription = ProviderState['offers'][number];

@ObjectType('ProviderOffer', { description: 'What a source offers for one kind of record.' })
export class ProviderOfferType implements KindDescription {
  @Field(() => RecordKindEnum)
  kind!: RecordKind;

  @Field(() => String, {
    nullable: true,
    description: 'The source’s own field that names a record; null when it does not say.',
  })
  key!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The source’s own field in whose order changes are read; null: every read is of all there is.',
  })
  cursor!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Milliseconds that the cursor tells apart; null when it does not say.',
  })
  precisionMs!: number | null;

  @Field(() => Int, {
    description: 'Milliseconds that a change may take to show: a read starts that much before the last one ended.',
  })
  overlapMs!: number;

  @Field(() => DeletionNoticeEnum, { description: 'How it is noticed that a record is gone.' })
  deletes!: KindDescription['deletes'];

  @Field(() => SweepEnum, {
    nullable: true,
    description: 'How all that the source lists is compared with what is known; null: never.',
  })
  sweep!: KindDescription['sweep'];

  @Field(() => Boolean, { description: 'Whether it sends word of changes.' })
  webhook!: boolean;

  @Field(() => Boolean, { description: 'Whether it can tell how it was at an earlier time.' })
  asOf!: boolean;

  @Field(() => Boolean, { description: 'Whether single records can be asked for again.' })
  lookup!: boolean;

  @Field(() => [String], { description: 'What can be done to its records.' })
  actions!: readonly string[];
}
