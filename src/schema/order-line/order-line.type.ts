import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import type { OrderLine } from '../../domain/order-line.ts';
import type { Instant } from '../../domain/time.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { LineStatusEnum } from '../enums.ts';
import { MoneyType } from '../money/money.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { QuantityType } from '../quantity/quantity.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@Directive('@key(fields: "id")')
@Needs('orders.read')
@ObjectType('OrderLine', {
  description: 'A line of a customer order as it now stands: what is scored, ranked and allocated.',
})
export class OrderLineType implements Omit<OrderLine, 'attributes'> {
  @Field(() => ID, { description: '`<order id>/<line number>`.' })
  id!: string;

  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { description: 'As the source writes it.' })
  lineNumber!: string;

  @Field(() => ID)
  itemId!: string;

  @Field(() => QuantityType, { description: 'What was ordered.' })
  quantity!: QuantityType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What the customer pays for the line; null when the source does not say.',
  })
  value!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What its goods cost us: `value` less this is its margin. Null when the source does not say.',
  })
  @Needs('economics.read')
  cost!: MoneyType | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Minutes of work to release, pick and pack it; null when the source does not say.',
  })
  @Needs('internals.read')
  effortMinutes!: number | null;

  @Field(() => ID, { nullable: true, description: 'Where it ships from; null while that is open.' })
  siteId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Who makes or delivers the item to us; null when the source does not say.',
  })
  @Needs('internals.read')
  supplierId!: string | null;

  @Field(() => ID, { nullable: true, description: 'How it travels; null while that is open.' })
  carrierServiceId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The customer’s wish; null when there is none.' })
  requestedDeliverBy!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null when nothing was promised.' })
  promisedShipBy!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null when nothing was promised.' })
  promisedDeliverBy!: Instant | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Bound to supply, in the unit of `quantity`; null when the source does not say.',
  })
  allocated!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Accepted without supply, in the unit of `quantity`; null when the source does not say.',
  })
  backordered!: number | null;

  @Field(() => LineStatusEnum)
  status!: OrderLine['status'];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last of it left; null until all of it has.' })
  shippedAt!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the last of it arrived; null until all of it has.',
  })
  deliveredAt!: Instant | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

export const OrderLineConnectionType = createConnectionType('OrderLine', () => OrderLineType);
