import { Field, ID, ObjectType } from 'type-graphql';
import type { OrderException } from '../../domain/exception.ts';
import type { Instant } from '../../domain/time.ts';
import { createConnectionType } from '../connection/connection.type.ts';
import { ExceptionKindEnum, ExceptionStatusEnum, SeverityEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from '../provenance/provenance.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@Needs('exceptions.read')
@ObjectType('Exception', { description: 'A departure from plan that someone must see, as it now stands.' })
export class ExceptionType implements OrderException {
  @Field(() => ID)
  id!: string;

  @Field(() => ExceptionKindEnum)
  type!: OrderException['type'];

  @Field(() => ExceptionStatusEnum)
  status!: OrderException['status'];

  @Field(() => SeverityEnum, { description: 'As last escalated.' })
  severity!: OrderException['severity'];

  @Field(() => String, { nullable: true, description: 'Null when the source does not say.' })
  @Needs('internals.read')
  cause!: string | null;

  @Field(() => ID, { nullable: true, description: 'Null when it concerns no single order.' })
  orderId!: string | null;

  @Field(() => [ID], { description: 'The lines that its source names; `affectedLines` are those that it hits.' })
  lineIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The purchase that is its cause: a delay that hits many lines is one cause. Null when none is.',
  })
  @Needs('internals.read')
  supplyId!: string | null;

  @Field(() => String, { nullable: true, description: 'Null while nobody has it.' })
  @Needs('internals.read')
  assignedTo!: string | null;

  @Field(() => DateTimeScalar)
  openedAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it is open.' })
  resolvedAt!: Instant | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was done about it; null while it is open, and when the source does not say.',
  })
  @Needs('internals.read')
  resolution!: string | null;

  @Field(() => ProvenanceType)
  provenance!: ProvenanceType;
}

export const ExceptionConnectionType = createConnectionType('Exception', () => ExceptionType);
