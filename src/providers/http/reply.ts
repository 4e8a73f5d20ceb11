import type { z } from 'zod';
import { messageOf } from '../../errors.ts';
import { describeIssue } from '../describe-issue.ts';
import { ProviderError } from '../provider-error.ts';
import type { HttpReply } from './http.ts';

/** An answer with its body read. */
export function toReply(what: string, { status, headers }: Response, body: Buffer): HttpReply {
  const text = (): string => body.toString('utf8');

  function parsed(): unknown {
    try {
      return JSON.parse(text());
    } catch (cause) {
      throw new ProviderError(
        'bug',
        `${what}: expected JSON, came something else (${messageOf(cause)})`,
        {},
        { cause },
      );
    }
  }

  function json<T>(schema: z.ZodType<T>): T {
    const value = parsed();
    const fitting = schema.safeParse(value);
    if (fitting.success) return fitting.data;
    throw new ProviderError('bug', `${what}: ${describeIssue(fitting.error, value)}`);
  }

  return { status, headers, body, text, json };
}
