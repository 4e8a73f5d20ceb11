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

/** By name. */
export function toAttributes(attributes: Attributes): AttributeType[] {
  const byName = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.map(([name, value]) => ({
    name,
    text: typeof value === 'string' ? value : null,
    number: typeof value === 'number' ? value : null,
  }));
}
