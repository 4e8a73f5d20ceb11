import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { Inventory } from '../../domain/master-data.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { QuantityType } from '../quantity/quantity.type.ts';
import { LotType } from './lot.type.ts';

@Needs('inventory.read')
@ObjectType('Inventory', { description: 'Stock of one item at one site.' })
export class InventoryType implements Inventory {
  @Field(() => ID, { description: '`<item id>@<site id>`.' })
  id!: string;

  @Field(() => ID)
  itemId!: string;

  @Field(() => ID)
  siteId!: string;

  @Field(() => QuantityType)
  @Needs('internals.read')
  onHand!: QuantityType;

  @Field(() => Float, { description: 'Part of `onHand` already bound to orders, in the same unit.' })
  @Needs('internals.read')
  allocated!: number;

  @Field(() => [LotType], { description: 'Its batches, first to expire first; empty where the source keeps none.' })
  @Needs('internals.read')
  lots!: LotType[];

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

export const InventoryConnectionType = createConnectionType('Inventory', () => InventoryType);
