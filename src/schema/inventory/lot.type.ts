import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { Lot } from '../../domain/record/stock-records.ts';
import type { Instant } from '../../domain/time.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('Lot', { description: 'Goods of one batch.' })
export class LotType implements Lot {
  @Field(() => ID)
  id!: string;

  @Field(() => Float, { description: 'What is on hand of it, in the unit of `onHand`.' })
  quantity!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null for goods that do not expire.' })
  expiresAt!: Instant | null;
}
