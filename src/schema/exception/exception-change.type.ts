import { Field, ID, ObjectType } from 'type-graphql';
import type { ExceptionChange } from '../../domain/feed.ts';
import type { ExceptionMessage } from '../../domain/feed-message.ts';
import type { Instant } from '../../domain/time.ts';
import { ExceptionChangeKindEnum, ExceptionKindEnum, SeverityEnum } from '../enums.ts';
import { CURSOR } from '../feed/feed-descriptions.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('ExceptionChange', { description: 'Something that happened in the life of an exception.' })
export class ExceptionChangeType implements Omit<ExceptionChange, 'previousSeverity' | 'wasOpen' | 'orderId'> {
  @Field(() => ExceptionChangeKindEnum)
  change!: ExceptionChange['change'];

  @Field(() => ID)
  exceptionId!: string;

  @Field(() => ExceptionKindEnum)
  type!: ExceptionChange['type'];

  @Field(() => SeverityEnum, { description: 'After the change.' })
  severity!: ExceptionChange['severity'];

  @Field(() => Boolean, { description: 'Whether it is still to be resolved, after the change.' })
  open!: boolean;
}

@ObjectType('ExceptionMessage', { description: 'A change of an exception, told after it was kept.' })
export class ExceptionMessageType implements ExceptionMessage {
  @Field(() => String, CURSOR)
  cursor!: string;

  @Field(() => DateTimeScalar)
  at!: Instant;

  @Field(() => ExceptionChangeType, { nullable: true, description: 'Null in a message with a `snapshot`.' })
  change!: ExceptionChange | null;
}
