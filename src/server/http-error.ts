import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GraphQLError } from 'graphql';
import { type AppError, ERROR_CODES, isAppError, messageOf, type ErrorCode } from '../errors.ts';
import type { Log } from '../log.ts';

/** HTTP status of each failure of a request as a whole. A failure of one field stays inside of an answer with 200. */
const STATUS = {
  INPUT_INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  COST_EXCEEDED: 400,
  THROTTLED: 429,
  TIMEOUT: 503,
  CANCELLED: 499, // as nginx writes it; nobody is there to read it
  VERSION_CONFLICT: 409,
  PROVIDER_UNAVAILABLE: 503,
  PROVIDER_REJECTED: 422,
  PROVIDER_CONTRACT: 422,
  FELL_BEHIND: 503,
  RESYNC_REQUIRED: 410,
  MODEL_UNAVAILABLE: 503,
  CONFIG_INVALID: 500,
  INVARIANT: 500,
} as const satisfies Record<ErrorCode, number>;

/** Sets the HTTP status of the first of the errors with which an operation was refused, and when to come back. `otherwise`: of GraphQL's own errors. */
export function withStatusOf([error]: readonly GraphQLError[], reply: FastifyReply, otherwise: number): FastifyReply {
  const cause = error?.originalError;
  if (!isAppError(cause)) return reply.code(otherwise);
  if (ERROR_CODES[cause.code].retry === 'later') void reply.header('retry-after', retryAfter(cause));
  return reply.code(STATUS[cause.code]);
}

/** Answers every failure and every unknown path as JSON, in the shape of a GraphQL error. */
export function answerErrors(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(body('NOT_FOUND', `there is nothing at ${request.method} ${request.url.split('?', 1)[0]}`)),
  );
  app.setErrorHandler((error, request, reply) => {
    if (isAppError(error) && ERROR_CODES[error.code].tell === 'caller') {
      if (error.code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
      if (ERROR_CODES[error.code].retry === 'later') void reply.header('retry-after', retryAfter(error));
      return reply.code(STATUS[error.code]).send(body(error.code, error.message));
    }
    const refused = isAppError(error) ? null : refusalOf(error);
    if (refused) return reply.code(refused.statusCode).send(body('INPUT_INVALID', refused.message));
    const traceId = randomUUID();
    log.error({ traceId, path: request.url, err: error }, messageOf(error));
    const code = isAppError(error) ? error.code : 'INVARIANT';
    return reply.code(STATUS[code]).send(body(code, `internal error, trace id ${traceId}`, traceId));
  });
}

/** Whole seconds after which trying again can help. */
function retryAfter({ details }: AppError): string {
  const ms = details['retryAfterMs'];
  return String(typeof ms === 'number' ? Math.ceil(ms / 1_000) : 5);
}

/** What Fastify refuses before any handler runs: too large a body, JSON that does not parse, an unknown content type. */
function refusalOf(error: unknown): { statusCode: number; message: string } | null {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return null;
  return error.statusCode < 500 ? { statusCode: error.statusCode, message: error.message } : null;
}

function body(code: ErrorCode, message: string, traceId?: string) {
  return { errors: [{ message, extensions: { code, ...(traceId && { traceId }) } }] };
}
