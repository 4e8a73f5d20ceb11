import { Field, Float, ObjectType } from 'type-graphql';
import type { CarrierCapacity } from '../../domain/record/capacity.ts';
import type { Instant } from '../../domain/time.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('CarrierCapacity', { description: 'What a carrier service takes in a day, in lines.' })
export class CarrierCapacityType implements CarrierCapacity {
  @Field(() => Float)
  linesPerDay!: number;

  @Field(() => Float, { description: 'Booked of the day that was observed.' })
  linesBooked!: number;

  @Field(() => DateTimeScalar)
  observedAt!: Instant;
}
