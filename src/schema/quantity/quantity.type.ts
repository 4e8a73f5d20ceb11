import { Field, Float, ObjectType } from 'type-graphql';
import type { Quantity } from '../../domain/quantity.ts';

@ObjectType('Quantity', { description: 'How much of an item.' })
export class QuantityType implements Quantity {
  @Field(() => Float)
  value!: number;

  @Field(() => String, { description: 'Unit of measure, such as `EA`, `pack` or `kg`.' })
  uom!: string;
}
