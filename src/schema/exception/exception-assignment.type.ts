import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import type { AssignmentRefusal } from '../../domain/exception-assignment.ts';
import { AssignmentRefusalEnum } from '../enums.ts';

@InputType('AssignExceptionInput')
export class AssignExceptionInput {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Who is to work on it; null: nobody any more.' })
  to?: string | null;
}

@ObjectType('ExceptionAssigned', { description: 'An exception that is now with whom it was given to.' })
export class ExceptionAssignedType {
  @Field(() => ID)
  exceptionId!: string;
}

@ObjectType('ExceptionNotAssigned', { description: 'Why an exception was not given to someone.' })
export class ExceptionNotAssignedType implements AssignmentRefusal {
  @Field(() => ID)
  exceptionId!: string;

  @Field(() => AssignmentRefusalEnum, { name: 'reason' })
  refused!: AssignmentRefusal['refused'];
}

export const AssignExceptionResult = createUnionType({
  name: 'AssignExceptionResult',
  types: () => [ExceptionAssignedType, ExceptionNotAssignedType] as const,
  resolveType: (value) => ('refused' in value ? ExceptionNotAssignedType : ExceptionAssignedType),
});
