import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('ChanceInterval', {
  description: 'Between what and what a chance could lie, were the missing signals known.',
})
export class ChanceIntervalType {
  @Field(() => Float)
  low!: number;

  @Field(() => Float)
  high!: number;
}
