import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { Instant, toInstant } from '../../domain/time.ts';

/** An instant: goes out exactly as we keep it, comes in with any offset and is kept in UTC. */
export const DateTimeScalar = new GraphQLScalarType<Instant, Instant>({
  name: 'DateTime',
  description: 'An instant in UTC with milliseconds, such as `2013-06-01T00:00:00.000Z`. Input may have any offset.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => Instant.parse(value),
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function parseInstant(value: unknown): Instant {
  const ms = typeof value === 'string' && WITH_OFFSET.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new GraphQLError(
      `expected an instant with its offset like 2013-06-01T12:00:00Z, came ${JSON.stringify(value)}`,
    );
  }
  return toInstant(new Date(ms));
}
