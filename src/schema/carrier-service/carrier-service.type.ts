import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { CarrierService } from '../../domain/master-data.ts';
import { MoneyType } from '../money/money.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { CarrierCapacityType } from './carrier-capacity.type.ts';
import { CarrierCutoffType } from './carrier-cutoff.type.ts';

@ObjectType('CarrierService', { description: 'A service of a carrier.' })
export class CarrierServiceType implements CarrierService {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  carrier!: string;

  @Field(() => String)
  service!: string;

  @Field(() => Float, { nullable: true, description: 'Usual days from hand-over to delivery; null when unknown.' })
  transitDays!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days within which nine of ten deliveries arrive; null when unknown.',
  })
  transitDaysP90!: number | null;

  @Field(() => MoneyType, { nullable: true, description: 'What carrying one shipment costs; null when unknown.' })
  @Needs('economics.read')
  price!: MoneyType | null;

  @Field(() => [CarrierCutoffType], { description: 'The last hand-over of a day, per site; empty when unknown.' })
  cutoffs!: CarrierCutoffType[];

  @Field(() => CarrierCapacityType, {
    nullable: true,
    description: 'What it takes in a day; null when unknown or without limit.',
  })
  @Needs('internals.read')
  capacity!: CarrierCapacityType | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
