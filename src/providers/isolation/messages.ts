import { z } from 'zod';
import { AppError, ERROR_CODES, isAppError, messageOf, type ErrorCode } from '../../errors.ts';
import type { Instant } from '../../domain/time.ts';

/** What the platform says to a provider in a process of its own. Structured clones: plain data, buffers, dates. */
export type ToChild =
  | {
      readonly op: 'start';
      /** Where its definition is, and which of those there. */
      readonly module: string;
      readonly type: string;
      readonly config: unknown;
      readonly providerId: string;
      readonly baseDir: string;
      readonly hosts: readonly string[];
    }
  /** Calls a member of the definition, such as `['actions', 'hold', 'plan']`, with what stands between client and context. */
  | {
      readonly op: 'call';
      readonly id: number;
      readonly member: readonly string[];
      readonly args: readonly unknown[];
      readonly at: Instant;
    }
  /** Opens what gives many answers, or asks for the next of them. */
  | {
      readonly op: 'open';
      readonly id: number;
      readonly member: readonly string[];
      readonly args: readonly unknown[];
      readonly at: Instant;
    }
  | { readonly op: 'next'; readonly id: number }
  /** Nobody waits for it any more. */
  | { readonly op: 'abort'; readonly id: number };

const SentErrorSchema = z.object({
  name: z.string(),
  message: z.string(),
  /** Of an `AppError`, its code; of Node's errors, theirs. */
  code: z.string().nullable(),
  isApp: z.boolean(),
  details: z.unknown(),
});
export type SentError = z.output<typeof SentErrorSchema>;

/** What a process of a provider may say. It runs code that is not ours: whatever comes is looked at first. */
export const FromChildSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('answer'), id: z.int(), value: z.unknown(), done: z.boolean() }),
  z.object({ op: z.literal('failure'), id: z.int(), error: SentErrorSchema }),
  z.object({ op: z.literal('hints'), id: z.int(), hints: z.unknown() }),
  z.object({
    op: z.literal('log'),
    level: z.enum(['debug', 'info', 'warn', 'error']),
    fields: z.unknown(),
    text: z.string(),
  }),
]);
export type FromChild = z.output<typeof FromChildSchema>;

export function toSentError(error: unknown): SentError {
  const name = error instanceof Error ? error.name : 'Error';
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  const details = isAppError(error) ? plain(error.details) : {};
  return { name, message: messageOf(error), code, isApp: isAppError(error), details };
}

/** The same failure on this side, as far as the host judges by it. */
export function fromSentError({ name, message, code, isApp, details }: SentError): Error {
  if (isApp && isErrorCode(code)) return new AppError(code, message, { ...asObject(details) });
  const error = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'].includes(name)
    ? new TypeError(message)
    : new Error(message);
  if (name === 'TimeoutError') error.name = name;
  return code === null ? error : Object.assign(error, { code });
}

function isErrorCode(code: string | null): code is ErrorCode {
  return code !== null && Object.hasOwn(ERROR_CODES, code);
}

/** Without anything that cannot be sent. */
export function plain(value: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(value ?? null, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member)),
    );
  } catch {
    return {};
  }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
