import { Field, Float, ObjectType } from 'type-graphql';
import type { Explanation } from '../../operations/explain-risks.ts';
import { ContributionType } from './reason.type.ts';

@ObjectType('RiskExplanation', { description: 'Why a score is what it is: base and contributions add up to it.' })
export class ExplanationType implements Explanation {
  @Field(() => Float, { description: 'Log-odds of a line of which nothing is known.' })
  baseLogOdds!: number;

  @Field(() => Float, { description: 'Log-odds of `late`: the base and all contributions added up.' })
  logOdds!: number;

  @Field(() => [ContributionType], { description: 'All that moved the score at all, the strongest first.' })
  contributions!: readonly ContributionType[];
}
