import { Field, ID, ObjectType } from 'type-graphql';
import type { Condition } from '../../domain/condition.ts';
import type { Instant } from '../../domain/time.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { SeverityEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@Needs('internals.read')
@ObjectType('Condition', {
  description: 'Something outside the company that bears on its work, such as the weather at a site.',
})
export class ConditionType implements Omit<Condition, 'region'> {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Such as `wind` or `port-closed`, as its source calls it.' })
  type!: string;

  @Field(() => ID, { nullable: true, description: 'Where it holds; null: not limited to a site.' })
  siteId!: string | null;

  @Field(() => ID, { nullable: true, description: 'For whose transports it holds; null: not limited to one.' })
  carrierServiceId!: string | null;

  @Field(() => SeverityEnum)
  severity!: Condition['severity'];

  @Field(() => DateTimeScalar, { description: 'When it begins; it may be still to come.' })
  raisedAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is over; null while that is not known.' })
  clearedAt!: Instant | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

export const ConditionConnectionType = createConnectionType('Condition', () => ConditionType);
