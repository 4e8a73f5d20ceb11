import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { Customer } from '../../domain/master-data.ts';
import { MoneyType } from '../money/money.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { ServiceTermsType } from '../service-terms/service-terms.type.ts';

@Directive('@key(fields: "id")')
@Needs('customers.read')
@ObjectType('Customer', { description: 'Who orders.' })
export class CustomerType implements Omit<Customer, 'attributes'> {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the contract says the customer is, such as `strategic`; null when there is none.',
  })
  @Needs('internals.read')
  tier!: string | null;

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  @Needs('internals.read')
  segment!: string | null;

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  country!: string | null;

  @Field(() => ServiceTermsType, {
    nullable: true,
    description: 'What was agreed with the customer; null when the source does not say.',
  })
  terms!: ServiceTermsType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The most that the customer may owe; null when the source does not say.',
  })
  @Needs('economics.read')
  creditLimit!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is owed now; null when the source does not say.' })
  @Needs('economics.read')
  creditUsed!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Margin that the customer brings in a year; null when the source does not say.',
  })
  @Needs('economics.read')
  yearlyMargin!: MoneyType | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
