import type { z } from 'zod';

/** What a schema did not accept, for a person: `lines.0.quantity: expected number, came "many"`. The first problem alone. */
export function describeIssue(error: z.ZodError, input: unknown): string {
  const [issue] = error.issues;
  if (!issue) return 'does not fit its schema';
  const path = issue.path.map(String).join('.');
  return `${path ? `${path}: ` : ''}${expectation(issue, valueAt(input, issue.path))}`;
}

function expectation(issue: z.core.$ZodIssue, came: unknown): string {
  if (issue.code === 'unrecognized_keys')
    return `expected no such field, came ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  if (issue.code === 'invalid_type') return `expected ${issue.expected}, came ${show(came)}`;
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(' or ')}, came ${show(came)}`;
  const message = issue.message.replace(/^Invalid input: /, '').replace(/^Too (small|big): /, '');
  const lower = message.charAt(0).toLowerCase() + message.slice(1);
  return lower.includes('came ') ? lower : `${lower}, came ${show(came)}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

/** A short word for any value: small ones as they are, large ones by what they are. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string')
    return value.length <= 80 ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, 80))}…`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return `${value}`;
  return value === null ? 'null' : `a ${typeof value}`;
}
