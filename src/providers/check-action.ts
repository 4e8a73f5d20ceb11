import { z } from 'zod';
import { RecordKindSchema } from '../domain/record/record.ts';
import { AppError } from '../errors.ts';
import type { ActionObservation, ActionPlan } from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';

const Plan = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('ready'),
    version: z.string().nullable(),
    changes: z.array(
      z.object({ kind: RecordKindSchema, key: z.string(), field: z.string(), from: z.json(), to: z.json() }),
    ),
  }),
  z.object({ status: z.literal('refused'), reason: z.string() }),
]);

const Observation = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied'), sourceReference: z.string().nullable() }),
  z.object({ status: z.literal('notApplied') }),
  z.object({ status: z.literal('refused'), reason: z.string() }),
  z.object({ status: z.literal('unknown'), reason: z.string() }),
]);

/** Throws `PROVIDER_CONTRACT`. */
export function checkPlan(plan: unknown): ActionPlan {
  return check(Plan, plan, "an action's plan");
}

/** Throws `PROVIDER_CONTRACT`. */
export function checkObservation(observation: unknown): ActionObservation {
  return check(Observation, observation, 'what was observed of an action');
}

function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('PROVIDER_CONTRACT', `expected ${what}, came one where ${describeIssue(parsed.error, value)}`);
}
