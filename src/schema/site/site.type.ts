import { Field, ID, ObjectType } from 'type-graphql';
import type { Site } from '../../domain/master-data.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { SiteWorkloadType } from './site-workload.type.ts';

@ObjectType('Site', { description: 'A place that holds or ships stock.' })
export class SiteType implements Site {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'IANA time zone, such as `Europe/Berlin`: its cutoffs and shifts live there.' })
  zone!: string;

  @Field(() => SiteWorkloadType, {
    nullable: true,
    description: 'How busy it is; null when the source does not say.',
  })
  @Needs('internals.read')
  workload!: SiteWorkloadType | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
