import { Field, Float, ObjectType } from 'type-graphql';
import type { ServiceTerms } from '../../domain/record/service-terms.ts';
import { MoneyType } from '../money/money.type.ts';
import { Needs } from '../needs.ts';

@ObjectType('ServiceTerms', {
  description: 'What was agreed with a customer: the service owed, and what a miss costs.',
})
export class ServiceTermsType implements ServiceTerms {
  @Field(() => Float, {
    nullable: true,
    description: 'Hours from the order to the delivery that the contract names; null when it names none.',
  })
  deliverWithinHours!: number | null;

  @Field(() => Float, {
    description: 'Owed for each day begun after the promise, as a share of the line’s value, 0 to 1.',
  })
  @Needs('economics.read')
  latePenaltyRatioPerDay!: number;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Owed once for a line delivered late, on top of the daily share; null for none.',
  })
  @Needs('economics.read')
  latePenaltyFlat!: MoneyType | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The most that is owed for one line, as a share of its value; null for no limit.',
  })
  @Needs('economics.read')
  latePenaltyCapRatio!: number | null;

  @Field(() => Boolean, { description: 'True: law or contract puts the customer’s lines ahead of any sum of money.' })
  isRegulated!: boolean;

  @Field(() => Boolean, { description: 'True: an item’s substitutes may be sent in its place without asking.' })
  acceptsSubstitutes!: boolean;

  @Field(() => Boolean, { description: 'False: a line is sent whole or not at all.' })
  acceptsPartial!: boolean;

  @Field(() => Float, { description: 'Days that a promise may move without harm, by agreement; 0 for a firm date.' })
  flexibleDays!: number;
}
