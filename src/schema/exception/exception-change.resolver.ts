import { Arg, Ctx, FieldResolver, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql';
import { z } from 'zod';
import type { OrderException } from '../../domain/exception.ts';
import type { ExceptionChange } from '../../domain/feed.ts';
import type { ExceptionMessage } from '../../domain/feed-message.ts';
import type { ExceptionFilter } from '../../domain/list.ts';
import { EXCEPTION_KINDS, SEVERITIES } from '../../domain/record/incident-records.ts';
import { listExceptions } from '../../operations/list-exceptions.ts';
import type { Context } from '../context.ts';
import { AFTER, SNAPSHOT } from '../feed/feed-descriptions.ts';
import { given } from '../given.ts';
import { Needs } from '../needs.ts';
import { ExceptionChangeType, ExceptionMessageType } from './exception-change.type.ts';
import { ExceptionFilterInput } from './exception-filter.input.ts';
import { ExceptionType } from './exception.type.ts';

/** Exceptions of a snapshot at most. */
const MAX_SHOWN = 500;

@Resolver(() => ExceptionMessageType)
export class ExceptionMessageResolver {
  @Subscription(() => ExceptionMessageType, {
    description: 'Exceptions that match, or did before they changed.',
    subscribe: openExceptionChanges,
  })
  @Needs('exceptions.read')
  exceptionChanged(
    @Root() message: ExceptionMessage,
    @Arg('filter', () => ExceptionFilterInput, { nullable: true }) filter?: ExceptionFilterInput | null,
    @Arg('after', () => String, AFTER) _after?: string | null,
  ): WatchingMessage {
    return { ...message, filter: given(filter) };
  }

  @FieldResolver(() => [ExceptionType], {
    nullable: true,
    description: `The newest ${String(MAX_SHOWN)} that match, as they now stand: ${SNAPSHOT}`,
  })
  async snapshot(
    @Root() { change, filter }: WatchingMessage,
    @Ctx() { answers }: Context,
  ): Promise<readonly OrderException[] | null> {
    if (change !== null) return null;
    const { items } = await listExceptions(answers.readers, { ...filter, first: MAX_SHOWN, after: null });
    return items.map(({ value }) => value);
  }
}

@Resolver(() => ExceptionChangeType)
export class ExceptionChangeResolver {
  @FieldResolver(() => ExceptionType, { nullable: true, description: 'As it now stands; null when it is gone.' })
  exception(@Root() { exceptionId }: ExceptionChange, @Ctx() { loaders }: Context): Promise<OrderException | null> {
    return loaders.exception.load(exceptionId);
  }
}

/** A message with what its subscriber watches. */
interface WatchingMessage extends ExceptionMessage {
  readonly filter: ExceptionFilter;
}

const ExceptionArgs = z.object({
  filter: z
    .object({
      type: z.enum(EXCEPTION_KINDS).nullish(),
      severity: z.enum(SEVERITIES).nullish(),
      open: z.boolean().nullish(),
      orderId: z.string().nullish(),
    })
    .nullish(),
  after: z.string().nullish(),
});

function openExceptionChanges({
  args,
  context: { answers, resumeAfter },
}: SubscribeResolverData<unknown, unknown, Context>): Promise<AsyncIterable<ExceptionMessage>> {
  const { filter, after = null } = ExceptionArgs.parse(args);
  return answers.changes.exceptionChanges(given(filter), resumeAfter ?? after);
}
