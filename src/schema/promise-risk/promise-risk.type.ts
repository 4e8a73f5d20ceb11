import { Field, Float, ObjectType } from 'type-graphql';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { Instant } from '../../domain/time.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('PromiseRisk', { description: 'The chance that a line misses its promise, as scored at one moment.' })
export class PromiseRiskType implements Omit<RecordedRisk, 'lineId' | 'features'> {
  @Field(() => Float, {
    description: 'Chance that it is delivered after its promise, from 0 (safe) to 1 (certain miss).',
  })
  late!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'As likely before as after; null when the model does not say.',
  })
  deliverP50At!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Nine chances in ten to be there by then; null when the model does not say.',
  })
  deliverP90At!: Instant | null;

  @Field(() => DateTimeScalar)
  scoredAt!: Instant;

  @Field(() => String, { description: '`<name>/<version>`.' })
  modelVersion!: string;
}
