import { Field, Float, ObjectType } from 'type-graphql';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { Instant } from '../../domain/time.ts';
import { ScoringMethodEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

type Told = Omit<RecordedRisk, 'lineId' | 'lateLow' | 'lateHigh' | 'missing' | 'seen' | 'points'>;

@Needs('risk.read')
@ObjectType('PromiseRisk', {
  description: 'What a line’s promise is up against, as scored at one moment, with how sure that is.',
})
export class PromiseRiskType implements Told {
  @Field(() => Float, {
    description: 'Chance that it is delivered after its promise, from 0 (safe) to 1 (certain miss).',
  })
  late!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Chance that less than what was ordered is delivered; null where too little is known to say.',
  })
  short!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Chance that an exception is opened on it; null where too little is known to say.',
  })
  exception!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'As likely before as after; null when the scorer does not say.',
  })
  deliverP50At!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Nine chances in ten to be there by then; null when the scorer does not say.',
  })
  deliverP90At!: Instant | null;

  @Field(() => ScoringMethodEnum, { description: 'Who scored it.' })
  @Needs('internals.read')
  method!: RecordedRisk['method'];

  @Field(() => String, { nullable: true, description: 'Why the rules scored it; null when the model did.' })
  @Needs('internals.read')
  methodReason!: string | null;

  @Field(() => DateTimeScalar)
  scoredAt!: Instant;

  @Field(() => String, { description: '`<name>/<version>` of the model, or of the rules.' })
  @Needs('internals.read')
  modelVersion!: string;
}
