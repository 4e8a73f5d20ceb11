import { Field, Float, ObjectType } from 'type-graphql';
import type { Attributes } from '../../domain/record/order-record.ts';

@ObjectType('Attribute', { description: 'What a source says beyond our words for it.' })
export class AttributeType {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Null when the value is a number or unknown.' })
  text!: string | null;

  @Field(() => Float, { nullable: true, description: 'In the source’s unit; null when the value is text or unknown.' })
  number!: number | null;
}

/** In the order in which the source gives them. */
export function toAttributes(attributes: Attributes): AttributeType[] {
  return Object.entries(attributes).map(([name, value]) => ({
    name,
    text: typeof value === 'string' ? value : null,
    number: typeof value === 'number' ? value : null,
  }));
}
