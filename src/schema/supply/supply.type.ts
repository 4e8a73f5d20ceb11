import { Field, ID, ObjectType } from 'type-graphql';
import type { Supply } from '../../domain/master-data.ts';
import type { Instant } from '../../domain/time.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { QuantityType } from '../quantity/quantity.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@Needs('inventory.read')
@ObjectType('Supply', { description: 'Stock that is to come: a purchase or transfer order line.' })
export class SupplyType implements Supply {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  itemId!: string;

  @Field(() => ID)
  siteId!: string;

  @Field(() => ID, { nullable: true, description: 'Null when the source does not say.' })
  @Needs('internals.read')
  supplierId!: string | null;

  @Field(() => QuantityType)
  quantity!: QuantityType;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null when the source does not say.' })
  @Needs('internals.read')
  orderedAt!: Instant | null;

  @Field(() => DateTimeScalar, { description: 'When it was first to come, before any word that it comes later.' })
  @Needs('internals.read')
  firstExpectedAt!: Instant;

  @Field(() => DateTimeScalar, { description: 'The newest word on when it comes.' })
  expectedAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null until it has come.' })
  receivedAt!: Instant | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

export const SupplyConnectionType = createConnectionType('Supply', () => SupplyType);
