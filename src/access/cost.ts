import { AppError } from '../errors.ts';
import { UNBOUNDED, type CostNode, type CostPlan, type Variables } from './cost-plan.ts';
import { DEFAULT_LIST_SIZE, MAX_FIRST, SUBSCRIPTION_COST } from './cost-rules.ts';

/**
 * The most that an operation can cost: one point for every object that it asks for, the size of a page being its `first`, and what
 * fields cost beyond that. For a subscription: the most that one message can cost. Throws `INPUT_INVALID` for a `first` that is out of bounds.
 */
export function requestedCost({ roots }: CostPlan, variables: Variables): number {
  return sumOf(roots, variables, null);
}

/** What is paid when an operation begins. */
export function costToBegin(plan: CostPlan, requested: number): number {
  return plan.operation === 'subscription' ? SUBSCRIPTION_COST : Math.max(1, requested);
}

/** What an operation, or one message of a subscription, has cost, by what really came. At least one point. */
export function actualCost({ roots }: CostPlan, variables: Variables, data: unknown): number {
  return Math.max(1, sumOfData(roots, variables, data));
}

/** `pageSize` is what the field above was asked for: the lists right under it are as long. */
function sumOf(nodes: readonly CostNode[], variables: Variables, pageSize: number | null): number {
  let sum = 0;
  for (const node of nodes) {
    if (!node.isIncluded(variables)) continue;
    const asked = sizeAsked(node, variables);
    const items = node.isList ? (asked ?? pageSize ?? DEFAULT_LIST_SIZE) : 1;
    sum += (node.rule.fixed ?? 0) + (node.rule.each ?? 0) * (asked ?? UNBOUNDED);
    sum += items * (node.perObject + sumOf(node.children, variables, asked));
  }
  return sum;
}

/** Null: its arguments say nothing of how many. */
function sizeAsked({ asked, rule, coordinate }: CostNode, variables: Variables): number | null {
  if (!asked) return null;
  const value = asked(variables);
  if (typeof value !== 'number') return UNBOUNDED; // null: all; anything else is refused when variables are read
  const most = rule.maxFirst ?? MAX_FIRST;
  if (Number.isInteger(value) && value >= (rule.listArgument ? 0 : 1) && value <= most) return value;
  throw new AppError(
    'INPUT_INVALID',
    `first: expected a whole number from 1 to ${most} at ${coordinate}, came ${value}`,
    { first: value, most },
  );
}

function sumOfData(nodes: readonly CostNode[], variables: Variables, data: unknown): number {
  let sum = 0;
  for (const node of nodes) {
    const value = isRecord(data) ? data[node.key] : undefined;
    if (value === undefined) continue;
    sum += node.rule.fixed ?? 0;
    if (node.rule.each) sum += node.rule.each * (sizeAsked(node, variables) ?? UNBOUNDED);
    if (!Array.isArray(value)) sum += node.perObject + sumOfData(node.children, variables, value);
    else if (node.children.length === 0) sum += node.perObject * value.length;
    else for (const one of value) sum += node.perObject + sumOfData(node.children, variables, one);
  }
  return sum;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
