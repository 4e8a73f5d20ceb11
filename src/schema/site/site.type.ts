import { Field, ID, ObjectType } from 'type-graphql';
import type { Site } from '../../domain/master-data.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';

@ObjectType('Site', { description: 'A place that holds or ships stock.' })
export class SiteType implements Omit<Site, 'workload'> {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'IANA time zone, such as `Europe/Berlin`: its cutoffs and shifts live there.' })
  zone!: string;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
