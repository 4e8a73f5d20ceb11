import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { CarrierService } from '../../domain/master-data.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';

@ObjectType('CarrierService', { description: 'A service of a carrier.' })
export class CarrierServiceType implements Omit<CarrierService, 'transitDaysP90' | 'price' | 'cutoffs' | 'capacity'> {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  carrier!: string;

  @Field(() => String)
  service!: string;

  @Field(() => Float, { nullable: true, description: 'Usual days from hand-over to delivery; null when unknown.' })
  transitDays!: number | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
