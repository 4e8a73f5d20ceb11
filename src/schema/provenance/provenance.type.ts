import { Field, ObjectType } from 'type-graphql';
import type { Provenance } from '../../domain/provenance.ts';
import type { Instant } from '../../domain/time.ts';
import { Needs } from '../needs.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('Provenance', { description: 'Where a record came from, and whether it can be relied on now.' })
export class ProvenanceType implements Provenance {
  @Field(() => String, { description: 'The provider, by its configured id.' })
  @Needs('internals.read')
  source!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the source says that it became so; null when it does not say since when.',
  })
  observedAt!: Instant | null;
}
