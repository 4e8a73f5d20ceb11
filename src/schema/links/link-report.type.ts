import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LinkedKind } from '../../domain/link/link-rule.ts';
import { RecordKindEnum } from '../enums.ts';

@ObjectType('UnlinkedId', { description: 'An id of a source that is not known to mean the same as one of the home.' })
export class UnlinkedIdType {
  @Field(() => ID, { description: 'As its source writes it.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key that was looked for, as it is compared; null where the source’s record of it is not known.',
  })
  key!: string | null;

  @Field(() => Int, { description: 'Records of the source that hang on it: its own, and those that refer to it.' })
  records!: number;

  @Field(() => [ID], { description: 'Ids at the home that bear the key, where it is ambiguous; else empty.' })
  homes!: readonly string[];

  @Field(() => [ID], { description: 'Ids at the source that bear the key, where it is ambiguous; else empty.' })
  claims!: readonly string[];
}

@ObjectType('UnlinkedIds', { description: 'How many did not link, and the first 20 of them.' })
export class UnlinkedIdsType {
  @Field(() => Int)
  count!: number;

  @Field(() => [UnlinkedIdType])
  examples!: readonly UnlinkedIdType[];
}

@ObjectType('UnclaimedIds', { description: 'How many nobody named, and the first 20 of them.' })
export class UnclaimedIdsType {
  @Field(() => Int)
  count!: number;

  @Field(() => [ID])
  examples!: readonly string[];
}

@ObjectType('LinkReport', {
  description: 'What became of the ids of one kind of one source, by the links that are declared.',
})
export class LinkReportType {
  @Field(() => RecordKindEnum)
  kind!: LinkedKind;

  @Field(() => ID, { description: 'The source whose ids are translated.' })
  source!: string;

  @Field(() => ID, { description: 'The source whose ids they become.' })
  home!: string;

  @Field(() => Int)
  linked!: number;

  @Field(() => Int, {
    description: 'Records that say of themselves that they have no counterpart: their key is empty.',
  })
  keyless!: number;

  @Field(() => UnlinkedIdsType, { description: 'Nothing at the home bears the key.' })
  unmatched!: UnlinkedIdsType;

  @Field(() => UnlinkedIdsType, { description: 'More than one record bears the key, so that none is linked.' })
  ambiguous!: UnlinkedIdsType;

  @Field(() => UnclaimedIdsType, {
    nullable: true,
    description: 'Ids of the home that the source knows nothing of; null where the links are declared one by one.',
  })
  unclaimed!: UnclaimedIdsType | null;
}
