import { ArgsType, Field, Int } from 'type-graphql';
import type { PageQuery } from '../../domain/list.ts';
import { AppError } from '../../errors.ts';
import { decodeCursor } from './cursor.ts';

const MAX_FIRST = 500;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many at most, 1 to 500.' })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'A cursor of this list: what comes after it. Null: from the start.',
  })
  after?: string | null;
}

/** What to read of a list. Throws `INPUT_INVALID` for a page size out of bounds and for a cursor that is not of this list. */
export function toPageQuery(list: string, { first, after }: PageArgs): PageQuery {
  if (!Number.isInteger(first) || first < 1 || first > MAX_FIRST) {
    throw new AppError(
      'INPUT_INVALID',
      `first: expected a whole number from 1 to ${String(MAX_FIRST)}, came ${String(first)}`,
    );
  }
  return { first, after: typeof after === 'string' ? decodeCursor(list, after) : null };
}
