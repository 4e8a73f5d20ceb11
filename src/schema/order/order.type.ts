import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { Order } from '../../domain/order.ts';
import type { Instant } from '../../domain/time.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { HoldType } from '../hold/hold.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';
import { DestinationType } from './destination.type.ts';

@Directive('@key(fields: "id")')
@Needs('orders.read')
@ObjectType('Order', { description: 'A customer order as it now stands.' })
export class OrderType implements Order {
  @Field(() => ID, { description: 'The order number, as its source writes it.' })
  id!: string;

  @Field(() => ID)
  customerId!: string;

  @Field(() => DateTimeScalar)
  placedAt!: Instant;

  @Field(() => String, { description: 'ISO 4217 code of every amount of the order.' })
  currency!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How it came, such as `web` or `edi`; null when the source does not say.',
  })
  channel!: string | null;

  @Field(() => DestinationType, { nullable: true, description: 'Where it goes; null when the source does not say.' })
  shipTo!: DestinationType | null;

  @Field(() => Boolean, { description: 'Whether the whole order was cancelled.' })
  cancelled!: boolean;

  @Field(() => [HoldType], { description: 'Holds now in force, on the order or on one of its lines; oldest first.' })
  holds!: HoldType[];

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

export const OrderConnectionType = createConnectionType('Order', () => OrderType);
