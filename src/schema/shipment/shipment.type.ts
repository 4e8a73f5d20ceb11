import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import type { Shipment } from '../../domain/shipment.ts';
import type { Instant } from '../../domain/time.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { ShipmentStatusEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@Directive('@key(fields: "id")')
@Needs('shipments.read')
@ObjectType('Shipment', { description: 'Goods that travel together, as they now stand.' })
export class ShipmentType implements Omit<Shipment, 'lines'> {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Null when the source does not say.' })
  carrierServiceId!: string | null;

  @Field(() => ShipmentStatusEnum)
  status!: Shipment['status'];

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null until then.' })
  confirmedAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null until then.' })
  departedAt!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the carrier now expects to deliver; null when it does not say.',
  })
  etaAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null until then.' })
  deliveredAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null unless it failed.' })
  failedAt!: Instant | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

@ObjectType('ShipmentLine', { description: 'What a shipment carries of one line.' })
export class ShipmentLineType {
  @Field(() => ID)
  lineId!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'In the line’s unit of measure; null means all that was ordered.',
  })
  quantity!: number | null;
}

export const ShipmentConnectionType = createConnectionType('Shipment', () => ShipmentType);
export const ShipmentLineConnectionType = createConnectionType('ShipmentLine', () => ShipmentLineType);
