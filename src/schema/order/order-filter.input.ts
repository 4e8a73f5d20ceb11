import { Field, ID, InputType } from 'type-graphql';
import type { OrderQuery } from '../../domain/list.ts';
import type { Instant } from '../../domain/time.ts';
import { LineStatusEnum, OrderStatusEnum } from '../enums.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

type Filter = { [K in keyof Omit<OrderQuery, 'first' | 'after'>]: OrderQuery[K] | null };

@InputType('OrderFilter', { description: 'Every given field must match; null is as good as not given.' })
export class OrderFilterInput implements Filter {
  @Field(() => ID, { nullable: true })
  customerId?: string | null;

  @Field(() => OrderStatusEnum, { nullable: true })
  status?: NonNullable<OrderQuery['status']> | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Placed at or after.' })
  placedFrom?: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Placed before.' })
  placedBefore?: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Promised to be delivered at or after. All that is asked of lines must hold for one line.',
  })
  promisedDeliverFrom?: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Promised to be delivered before, for that line.' })
  promisedDeliverBefore?: Instant | null;

  @Field(() => ID, { nullable: true, description: 'That line ships from this site.' })
  siteId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That line is for this item.' })
  itemId?: string | null;

  @Field(() => LineStatusEnum, { nullable: true, description: 'That line has this status.' })
  lineStatus?: NonNullable<OrderQuery['lineStatus']> | null;
}
