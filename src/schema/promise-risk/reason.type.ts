import { Field, Float, ObjectType } from 'type-graphql';
import type { Contribution, Reason } from '../../operations/explain-risks.ts';
import { SignalGroupEnum } from '../enums.ts';

@ObjectType('RiskReason', { description: 'What all that was seen of one signal did to a score.' })
export class ReasonType implements Reason {
  @Field(() => String)
  signal!: Reason['signal'];

  @Field(() => SignalGroupEnum)
  group!: Reason['group'];

  @Field(() => Float, { description: 'In log-odds of a late delivery: above 0 makes it likelier.' })
  contribution!: number;

  @Field(() => String, { description: 'What was seen, with value and unit.' })
  sentence!: string;
}

@ObjectType('RiskContribution', { description: 'What one feature, or one rule, did to a score.' })
export class ContributionType extends ReasonType implements Contribution {
  @Field(() => String, { description: 'Of the feature or the rule.' })
  name!: string;
}
