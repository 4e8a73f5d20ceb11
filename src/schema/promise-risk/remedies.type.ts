import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Remedies, Remedy } from '../../operations/find-remedies.ts';
import { RemedyKindEnum } from '../enums.ts';

@ObjectType('Remedy', { description: 'A change, or two, tried by scoring the line with it.' })
export class RemedyType implements Remedy {
  @Field(() => [RemedyKindEnum])
  kinds!: Remedy['kinds'];

  @Field(() => String, { name: 'change', description: 'What would be done.' })
  said!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Minor units (cents) of the book’s currency; null when a price that it needs is not known.',
  })
  costMinor!: number | null;

  @Field(() => Float, { description: 'Chance of a late delivery with it.' })
  late!: number;
}

@ObjectType('Remedies', { description: 'What would bring a risk under a threshold.' })
export class RemediesType implements Remedies {
  @Field(() => [RemedyType], { description: 'Cheapest first; empty when none was found.' })
  remedies!: readonly RemedyType[];

  @Field(() => Int, { description: 'Changes, and pairs of them, that were scored.' })
  tried!: number;

  @Field(() => String, { description: 'What was found, or that none was and why.' })
  message!: string;
}
