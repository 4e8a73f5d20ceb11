import { GraphQLError } from 'graphql';
import { AppError } from '../errors.ts';

export type { WatchViewer } from '../access/departures.ts';

/** What ends everything that a viewer has open once their key or token no longer holds. */
export function noLongerWelcome(): GraphQLError {
  const originalError = new AppError('UNAUTHENTICATED', 'the key or token with which this was opened no longer holds');
  return new GraphQLError(originalError.message, { originalError });
}
