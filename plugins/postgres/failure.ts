import pg from 'pg';
import { isAppError, messageOf, ProviderError, type ProviderErrorKind } from '../../src/providers/index.ts';

/**
 * What a SQLSTATE, or its first two characters, means for who reads:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html. What is not listed is a failure of the connection or the server.
 */
const KINDS: Readonly<Record<string, ProviderErrorKind | undefined>> = {
  '25006': 'config', // the query writes
  '28': 'auth',
  '3D': 'config', // no such database
  '3F': 'config', // no such schema
  '42': 'config', // no such column, a mistake in the query, no right to read it
  '22': 'bug', // a value that the query cannot work with
};

/** Any failure of a statement or a connection as the host understands it. What it says is the server's own message. */
export function toProviderError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const state = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  const kind = KINDS[state] ?? KINDS[state.slice(0, 2)] ?? 'transient';
  const told = state === '' ? messageOf(error) : `${messageOf(error)} (SQLSTATE ${state})`;
  return new ProviderError(kind, told, state === '' ? {} : { sqlState: state }, { cause: error });
}
