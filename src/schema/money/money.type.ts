import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { Money } from '../../domain/money.ts';

@ObjectType('Money', { description: 'An amount of one currency.' })
export class MoneyType implements Money {
  @Field(() => GraphQLSafeInt, { description: 'In minor units: cents for USD, whole yen for JPY.' })
  amountMinor!: number;

  @Field(() => String, { description: 'ISO 4217 code, such as `USD`.' })
  currency!: string;
}
