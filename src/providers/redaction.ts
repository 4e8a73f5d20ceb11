import { REDACTED, redactText } from '../domain/redact.ts';
import { AppError, isAppError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

/** Takes known secrets, and what looks like one, out of everything that people or log files may see. */
export interface Redaction {
  readonly text: (text: string) => string;
  /** A copy of any value in which no text holds a secret; objects that are not plain are named, not shown. */
  readonly value: (value: unknown) => unknown;
  /** The members of an object, each without secrets; of anything else none. */
  readonly fields: (from: unknown) => Readonly<Record<string, unknown>>;
  /** The same failure without secrets, in its causes too. */
  readonly error: (error: AppError) => AppError;
  readonly log: (log: Log) => Log;
}

const MAX_DEPTH = 8;

export function createRedaction(secrets: readonly string[]): Redaction {
  const hidden = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);

  function text(from: string): string {
    return redactText(hidden.reduce((left, secret) => left.replaceAll(secret, REDACTED), from));
  }

  function value(from: unknown, depth = 0): unknown {
    if (typeof from === 'string') return text(from);
    if (typeof from === 'number' || typeof from === 'bigint') return hidden.includes(String(from)) ? REDACTED : from;
    if (typeof from === 'function') return '[function]';
    if (typeof from !== 'object' || from === null) return from;
    if (depth >= MAX_DEPTH) return '[…]';
    if (Array.isArray(from)) return from.map((item) => value(item, depth + 1));
    if (from instanceof Error) return error(from, depth);
    if (!isPlain(from)) return `[${from.constructor.name}]`;
    return fields(from, depth);
  }

  function fields(from: unknown, depth = 0): Record<string, unknown> {
    if (typeof from !== 'object' || from === null) return {};
    return Object.fromEntries(Object.entries(from).map(([key, member]) => [text(key), value(member, depth + 1)]));
  }

  function appError(from: AppError, depth = 0): AppError {
    return withStack(
      new AppError(from.code, text(from.message), fields(from.details, depth), causeOf(from, depth)),
      from,
    );
  }

  function error(from: Error, depth: number): Error {
    if (isAppError(from)) return appError(from, depth);
    const clear = withStack(new Error(text(from.message), causeOf(from, depth)), from);
    clear.name = from.name;
    return clear;
  }

  function causeOf({ cause }: Error, depth: number): ErrorOptions {
    if (cause === undefined || depth >= MAX_DEPTH) return {};
    return { cause: cause instanceof Error ? error(cause, depth + 1) : text(messageOf(cause)) };
  }

  function withStack<E extends Error>(to: E, from: Error): E {
    if (from.stack !== undefined) to.stack = text(from.stack);
    return to;
  }

  function log(to: Log): Log {
    const clear =
      (method: keyof Log) =>
      (...args: readonly unknown[]): void =>
        void Reflect.apply(
          to[method],
          to,
          args.map((arg) => value(arg)),
        );
    return { debug: clear('debug'), info: clear('info'), warn: clear('warn'), error: clear('error') };
  }

  return { text, value: (from) => value(from), fields: (from) => fields(from), error: (from) => appError(from), log };
}

/** How a secret may be written: as it is, in a URL, in JSON, in a header. */
function formsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  return [
    secret,
    encodeURIComponent(secret.replace(/\p{Cs}/gu, '')),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ];
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
