import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import type { Item } from '../../domain/master-data.ts';
import { VelocityEnum } from '../enums.ts';
import { MoneyType } from '../money/money.type.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Item', { description: 'What is sold.' })
export class ItemType implements Omit<Item, 'attributes'> {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  category!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unit of measure in which it is kept; null when the source does not say.',
  })
  uom!: string | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What one unit of measure costs us; null when the source does not say.',
  })
  @Needs('economics.read')
  unitCost!: MoneyType | null;

  @Field(() => VelocityEnum, { nullable: true, description: 'How fast it moves; null when the source does not say.' })
  @Needs('internals.read')
  velocity!: Item['velocity'];

  @Field(() => [ID], {
    description: 'Items that may take its place where the customer accepts one, best first; empty when there is none.',
  })
  substituteIds!: string[];

  @Field(() => Float, {
    nullable: true,
    description: 'Days from receipt to expiry; null for goods that do not expire.',
  })
  shelfLifeDays!: number | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
