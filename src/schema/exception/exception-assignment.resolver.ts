import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { whyNotAssigned, type AssignmentRefusal } from '../../domain/exception-assignment.ts';
import type { OrderException } from '../../domain/exception.ts';
import { AppError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import {
  AssignExceptionInput,
  AssignExceptionResult,
  ExceptionAssignedType,
  ExceptionNotAssignedType,
} from './exception-assignment.type.ts';
import { ExceptionType } from './exception.type.ts';

const Person = z.string().trim().min(1).max(200).nullable();

@Resolver(() => ExceptionAssignedType)
export class ExceptionAssignmentResolver {
  @Mutation(() => AssignExceptionResult, {
    description: 'Gives an exception that was found here to someone. What a source told of is assigned in the source.',
  })
  @Needs('exceptions.assign')
  assignException(
    @Arg('input', () => AssignExceptionInput) { id, to = null }: AssignExceptionInput,
    @Ctx() { answers, doer }: Context,
  ): Promise<ExceptionAssignedType | AssignmentRefusal> {
    return answers.assignException(doer, { id, to: personOf(to) });
  }

  @FieldResolver(() => ExceptionType, {
    nullable: true,
    description: 'As it stands now; null once it is no longer kept.',
  })
  exception(
    @Root() { exceptionId }: ExceptionAssignedType,
    @Ctx() { loaders }: Context,
  ): Promise<OrderException | null> {
    return loaders.exception.load(exceptionId);
  }
}

@Resolver(() => ExceptionNotAssignedType)
export class ExceptionNotAssignedResolver {
  @FieldResolver(() => String, { description: 'The same for people.' })
  message(@Root() refusal: ExceptionNotAssignedType): string {
    return whyNotAssigned(refusal);
  }
}

function personOf(to: string | null): string | null {
  const person = Person.safeParse(to);
  if (person.success) return person.data;
  throw new AppError(
    'INPUT_INVALID',
    `input.to: expected a name of 1 to 200 characters, or null, came ${to?.length ?? 0}`,
  );
}
