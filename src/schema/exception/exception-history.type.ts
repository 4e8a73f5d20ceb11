import { Field, ObjectType } from 'type-graphql';
import type { Instant } from '../../domain/time.ts';
import type { ExceptionEvent } from '../../operations/read-exception.ts';
import { ExceptionChangeKindEnum, SeverityEnum } from '../enums.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('ExceptionEvent', { description: 'One event in the life of an exception.' })
export class ExceptionEventType implements ExceptionEvent {
  @Field(() => DateTimeScalar, { description: 'When the platform learned of it.' })
  at!: Instant;

  @Field(() => ExceptionChangeKindEnum)
  change!: ExceptionEvent['change'];

  @Field(() => SeverityEnum, { description: 'After the change.' })
  severity!: ExceptionEvent['severity'];

  @Field(() => String, { nullable: true, description: 'Null when there is nothing to add.' })
  note!: string | null;
}
