import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Action, ActionResult } from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';

/** An action that a provider has, with input that fits it. */
export interface ReadyAction {
  readonly action: Action<unknown>;
  readonly input: unknown;
}

/** Throws `INPUT_INVALID` for an action that is not there, input that does not fit, and an empty idempotency key. */
export function prepareAction(
  actions: Readonly<Record<string, Action<unknown>>>,
  name: string,
  input: unknown,
  key: string,
): ReadyAction {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const known = Object.keys(actions).join(', ') || 'it has none';
    throw new AppError('INPUT_INVALID', `expected one of its actions (${known}), came ${JSON.stringify(name)}`, {
      action: name,
    });
  }
  if (key === '')
    throw new AppError('INPUT_INVALID', 'expected an idempotency key, came an empty text', { action: name });
  const fitting = action.input.safeParse(input);
  if (!fitting.success) throw new AppError('INPUT_INVALID', describeIssue(fitting.error, input), { action: name });
  return { action, input: fitting.data };
}

const Answer = z.object({ sourceReference: z.string().nullable() });

/** Throws `PROVIDER_CONTRACT`. */
export function checkActionResult(result: unknown): ActionResult {
  const answer = Answer.safeParse(result);
  if (answer.success) return answer.data;
  throw new AppError(
    'PROVIDER_CONTRACT',
    `expected an action's answer, came one where ${describeIssue(answer.error, result)}`,
  );
}
