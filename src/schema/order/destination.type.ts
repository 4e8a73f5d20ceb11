import { Field, ObjectType } from 'type-graphql';
import type { Destination } from '../../domain/record/order-record.ts';

@ObjectType('Destination', { description: 'Where an order goes. Each part is null when the source does not say.' })
export class DestinationType implements Destination {
  @Field(() => String, { nullable: true })
  country!: string | null;

  @Field(() => String, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true })
  city!: string | null;

  @Field(() => String, { nullable: true })
  postalCode!: string | null;
}
