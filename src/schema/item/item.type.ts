import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { Item } from '../../domain/master-data.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Item', { description: 'What is sold.' })
export class ItemType implements Omit<
  Item,
  'attributes' | 'unitCost' | 'velocity' | 'substituteIds' | 'shelfLifeDays'
> {
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

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}
