import { Socket } from 'node:net';
import { resolve } from 'node:path';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { ProviderDefinition } from '../define-provider.ts';
import { createHttp } from '../http/create-http.ts';
import { CHANNEL_FD, createChannel } from './channel.ts';
import { plain, toSentError, type FromChild, type ToChild } from './messages.ts';

type Start = Extract<ToChild, { op: 'start' }>;

interface Running {
  readonly definition: ProviderDefinition;
  readonly client: unknown;
}

/** Answers the platform until it goes away. What the provider breaks breaks this process alone. */
export function serve(): void {
  const aborts = new Map<number, AbortController>();
  const streams = new Map<number, AsyncIterator<unknown>>();
  const log: Log = { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') };
  let at = new Date().toISOString();
  let running: Promise<Running> | null = null;

  const pipe = new Socket({ fd: CHANNEL_FD });
  const channel = createChannel(pipe, {
    onMessage: (message) => void take(message as ToChild),
    onBroken: () => process.exit(),
  });
  pipe.on('close', () => process.exit());

  async function take(message: ToChild): Promise<void> {
    if (message.op === 'start') {
      running = start(message);
      running.catch(() => undefined); // told by each call
      return;
    }
    if (message.op === 'abort') return aborts.get(message.id)?.abort();
    try {
      if (message.op === 'next') return await next(message.id);
      at = message.at;
      await run(message);
    } catch (error) {
      forget(message.id);
      send({ op: 'failure', id: message.id, error: toSentError(error) });
    }
  }

  async function run({ op, id, member, args }: Extract<ToChild, { op: 'call' | 'open' }>): Promise<void> {
    const { definition, client } = await (running ?? Promise.reject(new Error('nothing was started')));
    const abort = new AbortController();
    aborts.set(id, abort);
    const context = { signal: abort.signal, log };
    const given = member[0] === 'listen' ? [(hints: unknown) => send({ op: 'hints', id, hints: plain(hints) })] : args;
    const came: unknown = memberOf(definition, member)(client, ...given, context);
    if (op === 'call') {
      const value = await came;
      forget(id);
      send({ op: 'answer', id, value, done: true });
      return;
    }
    if (!isAsyncIterable(came)) throw new TypeError(`expected ${member.join('.')} to give an async iterable`);
    streams.set(id, came[Symbol.asyncIterator]());
    await next(id);
  }

  async function next(id: number): Promise<void> {
    const stream = streams.get(id);
    if (!stream) return;
    const answer: IteratorResult<unknown, unknown> = await stream.next();
    const done = answer.done ?? false;
    if (done) forget(id);
    send({ op: 'answer', id, value: done ? null : answer.value, done });
  }

  function forget(id: number): void {
    aborts.delete(id);
    streams.delete(id);
  }

  async function start({ module, type, config, providerId, baseDir, hosts }: Start): Promise<Running> {
    const exported: object = (await import(module)) as object;
    const definition = definitionIn(exported, type, module);
    const client = definition.connect(config, {
      providerId,
      resolvePath: (path) => resolve(baseDir, path),
      now: () => at,
      http: createHttp({ hosts: new Set(hosts) }),
      signal: new AbortController().signal,
      log,
    });
    return { definition, client };
  }

  function send(message: FromChild): void {
    channel.send(message);
  }

  function logAt(level: keyof Log) {
    return (...args: readonly unknown[]): void => {
      const text = args.filter((arg) => typeof arg === 'string').join(' ');
      send({ op: 'log', level, fields: plain(args.find((arg) => typeof arg === 'object')), text });
    };
  }
}

type Member = (...args: readonly unknown[]) => unknown;

function memberOf(definition: ProviderDefinition, path: readonly string[]): Member {
  let owner: object = definition;
  let found: unknown = definition;
  for (const name of path) {
    if (typeof found === 'object' && found !== null) owner = found;
    found = Reflect.get(owner, name);
  }
  if (typeof found !== 'function') throw new TypeError(`expected a member ${path.join('.')}, came none`);
  return (...args): unknown => Reflect.apply(found, owner, args);
}

/** The provider of a type among what a module exports. */
function definitionIn(exported: object, type: string, module: string): ProviderDefinition {
  for (const value of Object.values<unknown>(exported as Record<string, unknown>)) {
    const definition: unknown = typeof value === 'function' && 'definition' in value ? value.definition : null;
    if (isDefinition(definition) && definition.type === type) return definition;
  }
  throw new AppError('CONFIG_INVALID', `expected the provider ${type} among the exports of ${module}, came none`);
}

function isDefinition(value: unknown): value is ProviderDefinition {
  return typeof value === 'object' && value !== null && 'type' in value && 'connect' in value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
