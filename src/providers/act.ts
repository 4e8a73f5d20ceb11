import { AppError, isAppError, messageOf } from '../errors.ts';
import { checkObservation, checkPlan } from './check-action.ts';
import type { Action, ActionObservation, ActionPlan, CallContext } from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';
import type { ActionOutcome, ActOptions } from './host.ts';

/** An action that a provider has, with input that fits it. */
export interface ReadyAction {
  readonly action: Action<unknown>;
  readonly input: unknown;
}

/** Throws `INPUT_INVALID` for an action that is not there and for input that does not fit. */
export function prepareAction(
  actions: Readonly<Record<string, Action<unknown>>>,
  name: string,
  input: unknown,
): ReadyAction {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const known = Object.keys(actions).join(', ') || 'it has none';
    throw new AppError('INPUT_INVALID', `expected one of its actions (${known}), came ${JSON.stringify(name)}`, {
      action: name,
    });
  }
  const fitting = action.input.safeParse(input);
  if (!fitting.success) throw new AppError('INPUT_INVALID', describeIssue(fitting.error, input), { action: name });
  return { action, input: fitting.data };
}

/** Throws `INPUT_INVALID` for an empty idempotency key. */
export function checkActOptions(name: string, { idempotencyKey }: ActOptions): void {
  if (idempotencyKey === '')
    throw new AppError('INPUT_INVALID', 'expected an idempotency key, came an empty text', { action: name });
}

/** Reaches the source for one step of an action: with the door's retries and timeout, and its failures without secrets. */
export type Reach = <T>(step: string, work: (client: unknown, context: CallContext) => Promise<T>) => Promise<T>;

/** What an action would change. Throws `PROVIDER_CONTRACT`. */
export function planAction({ action, input }: ReadyAction, reach: Reach): Promise<ActionPlan> {
  return reach('plan', async (client, context) => checkPlan(await action.plan(client, input, context)));
}

/**
 * Has an action done: looks whether it is done, plans, asks, and looks again. The verdict is what the last look shows, whatever
 * the source answered when it was asked.
 */
export async function runAction(
  ready: ReadyAction,
  { idempotencyKey, expectedVersion }: ActOptions,
  reach: Reach,
): Promise<ActionOutcome> {
  const { action, input } = ready;

  function observe(): Promise<ActionObservation> {
    return reach('observe', async (client, context) =>
      checkObservation(await action.observe(client, input, idempotencyKey, context)),
    );
  }

  const before = await observe();
  if (before.status === 'applied') return { status: 'alreadyApplied', sourceReference: before.sourceReference };
  if (before.status !== 'notApplied') return seen(before);
  const plan = await planAction(ready, reach);
  if (plan.status === 'refused') return { status: 'rejected', reason: plan.reason };
  const { version } = plan;
  if (expectedVersion !== undefined && version !== expectedVersion) return conflict(expectedVersion, version);

  const answer = await reach('execute', (client, context) =>
    answerOf(() => action.execute(client, { input, version }, idempotencyKey, context)),
  ).catch(lost);
  return verdict(answer, await observe().catch(unseen));
}

/** What the source answered when it was asked; `lost` where none came. */
type Answer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly reason: string }
  | { readonly kind: 'conflict'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string };

/** A refusal is an answer: it is not asked again, as a failure would be. */
async function answerOf(execute: () => Promise<void>): Promise<Answer> {
  try {
    await execute();
    return { kind: 'yes' };
  } catch (error) {
    if (isAppError(error, 'PROVIDER_REJECTED')) return { kind: 'no', reason: error.message };
    if (isAppError(error, 'VERSION_CONFLICT')) return { kind: 'conflict', reason: error.message };
    throw error;
  }
}

function lost(error: unknown): Answer {
  return { kind: 'lost', reason: messageOf(error) };
}

function unseen(error: unknown): ActionObservation {
  return { status: 'unknown', reason: messageOf(error) };
}

function verdict(answer: Answer, after: ActionObservation): ActionOutcome {
  if (after.status !== 'notApplied') return seen(after);
  switch (answer.kind) {
    case 'yes':
      return { status: 'rejected', reason: 'the source said yes, and what it shows has not changed' };
    case 'no':
      return { status: 'rejected', reason: answer.reason };
    case 'conflict':
      return { status: 'conflict', reason: answer.reason, foundVersion: null };
    case 'lost': // it may still be on its way
      return { status: 'unknown', reason: answer.reason };
  }
}

function seen(observation: Exclude<ActionObservation, { status: 'notApplied' }>): ActionOutcome {
  return observation.status === 'refused' ? { status: 'rejected', reason: observation.reason } : observation;
}

function conflict(expected: string, found: string | null): ActionOutcome {
  const reason = `expected version ${JSON.stringify(expected)}, came ${JSON.stringify(found)}`;
  return { status: 'conflict', reason, foundVersion: found };
}
