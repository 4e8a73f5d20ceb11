import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { Customer } from '../../domain/master-data.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Customer', { description: 'Who orders.' })
export class CustomerType implements Omit<
  Customer,
  'attributes' | 'terms' | 'creditLimit' | 'creditUsed' | 'yearlyMargin'
> {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the contract says the customer is, such as `strategic`; null when there is none.',
  })
  tier!: string | null;

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  segment!: string | null;

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  country!: string | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
