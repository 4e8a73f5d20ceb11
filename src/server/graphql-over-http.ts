import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, type GraphQLError } from 'graphql';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Carried } from './apollo.ts';
import type { ApolloViews } from './apollo-views.ts';
import { credentialsOf, type Authenticate } from './caller.ts';
import { prepare, type GraphqlParts, type GraphqlRequest } from './graphql-request.ts';
import { withStatusOf } from './http-error.ts';
import { standingHeaders } from './rate-limit-headers.ts';

/** Codes with which a document or its variables are refused. */
const OF_THE_DOCUMENT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** A request as far as an operation can be read out of it. Anything else is Apollo's to refuse. */
const Asked = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
  documentId: z.unknown().optional(),
});

/**
 * Answers one operation over HTTP: it is prepared as over every transport, and Apollo Server speaks the protocol. What was not prepared
 * cannot be executed.
 */
export function createGraphqlOverHttp(
  parts: GraphqlParts & { readonly authenticate: Authenticate },
  apollos: ApolloViews,
) {
  return async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const address = parts.addressOf(request.raw);
    const viewer = await parts.authenticate(credentialsOf(request.raw, address));
    const apollo = await apollos.of(parts.views.of(viewer).schema);
    const http = toHttpRequest(request);
    const asked = askedBy(http);
    if (!asked)
      return send(
        reply,
        await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: http, context: async () => NOTHING }),
      );

    const prepared = await prepare(parts, asked, {
      ...{ viewer, resumeAfter: null, from: { address, transport: 'http' } },
      isWanted: () => !reply.raw.destroyed,
    });
    if ('length' in prepared) return refuse(request, reply, prepared);
    const { document, operationName, contextValue } = prepared;
    if (getOperationAST(document, operationName)?.operation === 'subscription')
      throw new AppError('INPUT_INVALID', 'expected a subscription over WebSocket or with Accept: text/event-stream');
    const named = { ...asked, query: document.loc?.source.body ?? '' };
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: withText(http, named),
      context: async (): Promise<Carried> => ({ prepared }),
    });
    const standings = parts.admission.chargeOf(contextValue)?.standings() ?? [];
    return send(reply.headers(standingHeaders(standings)), response);
  };

  function refuse(request: FastifyRequest, reply: FastifyReply, errors: readonly GraphQLError[]): FastifyReply {
    const body = { errors: errors.map((error) => parts.formatError(error.toJSON(), error)) };
    const speaksGraphql = request.headers.accept?.includes('application/graphql-response+json') ?? false;
    return withStatusOf(errors, reply, statusOfCode(body.errors[0]?.extensions?.['code'], speaksGraphql))
      .type(`application/${speaksGraphql ? 'graphql-response+json' : 'json'}; charset=utf-8`)
      .send(JSON.stringify(body));
  }
}

/** GraphQL over HTTP (September 2025): `application/json` tells of a bad document with 200, for clients that read no other body. */
function statusOfCode(code: unknown, speaksGraphql: boolean): number {
  return !speaksGraphql && typeof code === 'string' && OF_THE_DOCUMENT.has(code) ? 200 : 400;
}

function send(reply: FastifyReply, { status = 200, headers, body }: HTTPGraphQLResponse): FastifyReply {
  if (body.kind !== 'complete') throw new AppError('INVARIANT', 'expected one answer, came several');
  const isPlain = headers.get('content-type')?.startsWith('application/json') ?? false;
  return reply
    .headers(Object.fromEntries(headers))
    .code(status === 400 && isPlain ? statusOfCode(codeOf(body.string), false) : status)
    .send(body.string);
}

const Refusal = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.unknown() }) })).min(1) });

function codeOf(text: string): unknown {
  return Refusal.safeParse(JSON.parse(text)).data?.errors[0]?.extensions.code;
}

const NOTHING: Carried = { prepared: null };

function toHttpRequest({ body, method, headers, url }: FastifyRequest): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  const start = url.indexOf('?');
  return { body, method, headers: map, search: start < 0 ? '' : url.slice(start) };
}

function askedBy({ method, body, search }: HTTPGraphQLRequest): GraphqlRequest | null {
  const parsed = Asked.safeParse(method === 'GET' ? fromSearch(search) : body);
  if (!parsed.success) return null;
  const { query, documentId, extensions } = parsed.data;
  return query || documentId || extensions?.['persistedQuery'] ? parsed.data : null;
}

/** Null when a parameter comes twice, or is no JSON where it must be. */
function fromSearch(search: string): unknown {
  const parameters = [...new URLSearchParams(search)].filter(([name]) => name in Asked.shape);
  const given = new Map(parameters);
  if (given.size < parameters.length) return null;
  try {
    const [variables, extensions] = ['variables', 'extensions'].map(
      (name) => JSON.parse(given.get(name) ?? 'null') as unknown,
    );
    return { ...Object.fromEntries(given), variables, extensions };
  } catch {
    return null;
  }
}

/** The same request with its document as text. */
function withText(http: HTTPGraphQLRequest, { query, operationName, variables }: GraphqlRequest): HTTPGraphQLRequest {
  if (http.method !== 'GET')
    return { ...http, body: { query, operationName: operationName ?? null, variables: variables ?? null } };
  const search = new URLSearchParams({ query: query ?? '' });
  if (operationName) search.set('operationName', operationName);
  if (variables) search.set('variables', JSON.stringify(variables));
  return { ...http, search: `?${search.toString()}` };
}
