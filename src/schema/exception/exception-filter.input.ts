import { Field, ID, InputType } from 'type-graphql';
import type { ExceptionQuery } from '../../domain/list.ts';
import { ExceptionKindEnum, SeverityEnum } from '../enums.ts';

type Filter = { [K in keyof Omit<ExceptionQuery, 'first' | 'after'>]: ExceptionQuery[K] | null };

@InputType('ExceptionFilter', { description: 'Every given field must match; null is as good as not given.' })
export class ExceptionFilterInput implements Filter {
  @Field(() => ExceptionKindEnum, { nullable: true })
  type?: NonNullable<ExceptionQuery['type']> | null;

  @Field(() => SeverityEnum, { nullable: true })
  severity?: NonNullable<ExceptionQuery['severity']> | null;

  @Field(() => Boolean, { nullable: true, description: 'True: not yet resolved. False: resolved.' })
  open?: boolean | null;

  @Field(() => ID, { nullable: true })
  orderId?: string | null;
}
