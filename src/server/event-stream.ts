import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { z } from 'zod';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { credentialsOf, type Authenticate } from './caller.ts';
import { prepare, toText, type GraphqlParts } from './graphql-request.ts';
import { withStatusOf } from './http-error.ts';
import { toPrompt } from './map-async.ts';
import { pour, type Outlet } from './pour.ts';
import { isForgeable } from './request-origin.ts';
import { noLongerWelcome, type WatchViewer } from './viewers-leave.ts';

/** Milliseconds between two signs of life, which also find out that a client has gone. */
const KEEP_ALIVE_MS = 12_000;
/** Milliseconds after which a browser comes back by itself. */
const RETRY_MS = 1_000;
/** Milliseconds in which a client that is sent away gets to read why. */
const LEAVE_MS = 2_000;

const Body = z.object({
  query: z.string().nullish(),
  documentId: z.unknown().optional(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

export interface EventStreams {
  /** Whether a request asks for a stream and not for one answer. */
  readonly isAskedBy: (request: FastifyRequest) => boolean;
  /** Answers with a stream: one operation a connection, as graphql-sse calls it `distinct connections`. */
  readonly serve: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Lets every stream go: its client comes back elsewhere, after the last cursor. */
  readonly close: () => void;
}

/** GraphQL over server-sent events. The id of an event is its cursor, so that `Last-Event-ID` says where a client was. */
export function createEventStreams(
  parts: GraphqlParts & { readonly authenticate: Authenticate; readonly watch: WatchViewer },
): EventStreams {
  const open = new Set<ServerResponse>();

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!parts.allowsOrigin(request.raw))
      throw new AppError('FORBIDDEN', 'expected a page of this origin, came another');
    if (isForgeable(request))
      throw new AppError('INPUT_INVALID', 'expected application/json, or the header apollo-require-preflight');
    const lastEventId = request.headers['last-event-id'];
    const address = parts.addressOf(request.raw);
    const viewer = await parts.authenticate(credentialsOf(request.raw, address));
    const prepared = await prepare(parts, readBody(request), {
      viewer,
      from: { address, transport: 'sse' },
      isWanted: () => isOpen(reply.raw),
      resumeAfter: typeof lastEventId === 'string' ? lastEventId : null,
    });
    if ('length' in prepared) {
      const errors = prepared.map((error) => parts.formatError(error.toJSON(), error));
      return withStatusOf(prepared, reply, 400).send({ errors });
    }
    refuseUnsafe(request, prepared);
    reply.hijack();
    await stream(reply, prepared, viewer);
  }

  async function stream(reply: FastifyReply, args: ExecutionArgs, viewer: Viewer): Promise<void> {
    const response = reply.raw;
    response.writeHead(200, {
      ...definedOf(reply.getHeaders()),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    open.add(response);
    const alive = setInterval(() => isOpen(response) && response.write(':\n\n'), KEEP_ALIVE_MS);
    const stopWatching = parts.watch(viewer, () => sendAway(response));
    try {
      await send(response, await start(args));
      if (isOpen(response)) response.end(COMPLETE);
    } finally {
      clearInterval(alive);
      stopWatching();
      open.delete(response);
      response.end();
    }
  }

  /** Says why and ends; who does not read it is cut off. */
  function sendAway(response: ServerResponse): void {
    response.end(`event: next\ndata: ${toText(parts, { errors: [noLongerWelcome()] })}\n\n${COMPLETE}`);
    setTimeout(() => response.destroy(), LEAVE_MS).unref();
  }

  function start(args: ExecutionArgs): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
    const operation = getOperationAST(args.document, args.operationName);
    return operation?.operation === 'subscription' ? parts.subscribe(args) : parts.execute(args);
  }

  async function send(
    response: ServerResponse,
    results: AsyncIterable<ExecutionResult> | ExecutionResult,
  ): Promise<void> {
    if (!(Symbol.asyncIterator in results)) return write(response, results);
    const messages = toPrompt(results);
    response.once('close', () => void messages.return?.());
    try {
      await pour(messages, outletOf(response));
    } catch (error) {
      write(response, { errors: [toGraphqlError(error)] });
    }
  }

  function outletOf(response: ServerResponse): Outlet<ExecutionResult> {
    return {
      isFull: () => isOpen(response) && response.writableNeedDrain,
      whenDrained(callback) {
        const done = (): void => {
          response.off('drain', done).off('close', done);
          callback();
        };
        response.once('drain', done).once('close', done);
      },
      put: (result) => write(response, result),
    };
  }

  function write(response: ServerResponse, result: ExecutionResult): void {
    if (!isOpen(response)) return;
    const cursor = parts.results.cursorOf(result);
    const id = cursor === null ? '' : `id: ${cursor}\n`;
    response.write(`event: next\n${id}data: ${toText(parts, result)}\n\n`);
  }

  return {
    isAskedBy: ({ headers }) => headers.accept?.includes('text/event-stream') ?? false,
    serve,
    close() {
      for (const response of open) response.destroy();
    },
  };
}

const COMPLETE = 'event: complete\ndata:\n\n';

/** Whether more can be written. */
function isOpen({ destroyed, writableEnded }: ServerResponse): boolean {
  return !destroyed && !writableEnded;
}

/** A link must not change anything: a browser follows it without asking. */
function refuseUnsafe({ method }: FastifyRequest, { document, operationName }: ExecutionArgs): void {
  if (method !== 'GET' || getOperationAST(document, operationName)?.operation !== 'mutation') return;
  throw new AppError('INPUT_INVALID', 'expected a mutation in a POST request, came one in a GET request');
}

function readBody({ method, body, query }: FastifyRequest): z.output<typeof Body> {
  const parsed = Body.safeParse(method === 'GET' ? fromLink(query) : body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('INPUT_INVALID', `${issue?.path.join('.') || 'the request'}: ${issue?.message ?? 'wrong value'}`);
}

const Link = z.object({ variables: z.string().optional(), extensions: z.string().optional() });

/** A parameter that comes twice is a list, which is no text. */
function fromLink(query: unknown): unknown {
  const { success, data } = Link.safeParse(query);
  if (!success) throw new AppError('INPUT_INVALID', 'expected variables and extensions once each');
  const { variables, extensions } = data;
  return {
    ...Object(query),
    variables: parseJson('variables', variables),
    extensions: parseJson('extensions', extensions),
  };
}

function parseJson(name: string, text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    throw new AppError('INPUT_INVALID', `${name}: expected JSON, came something else`);
  }
}

/** Those of an answer that were set before it became a stream. */
function definedOf(headers: Readonly<Record<string, number | string | string[] | undefined>>): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function toGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
