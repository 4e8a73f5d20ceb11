import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { actualCost, costToBegin, requestedCost } from '../access/cost.ts';
import { planCost, type CostPlan, type Variables } from '../access/cost-plan.ts';
import type { Budgets, Charge } from '../access/budgets.ts';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import type { Execute } from './executor.ts';
import type { Follow, Subscribe } from './subscriber.ts';
import { refuseLargeVariables } from './variable-limits.ts';

/** Lets operations in, for what they cost, and tells what they have cost; the same for every transport. */
export interface Admission {
  /** Looks at the variables and pays. Throws `INPUT_INVALID`, `COST_EXCEEDED` or `THROTTLED`: nothing has run then. */
  readonly admit: (args: ExecutionArgs, viewer: Viewer) => Promise<Charge>;
  /** What was paid for an operation, by its context; null for what was not admitted. */
  readonly chargeOf: (contextValue: unknown) => Charge | null;
  /** Executes what was admitted; the answer tells its cost in `extensions.cost`. Throws `INVARIANT` for what was not. */
  readonly execute: Execute;
  /** Subscribes; each message is paid for as it is told. Messages to a viewer who has nothing left wait, and the feed merges them meanwhile. */
  readonly subscribe: Subscribe;
}

interface Admitted {
  readonly viewer: Viewer;
  readonly plan: CostPlan | null;
  readonly variables: Variables;
  readonly charge: Charge;
}

/** Milliseconds after which a subscriber without budget is looked at again. */
const LOOK_AGAIN_MS = 1_000;

export function createAdmission(budgets: Budgets, execute: Execute, follow: Follow): Admission {
  const admitted = new WeakMap<object, Admitted>();
  const plans = new WeakMap<object, Map<string, CostPlan | null>>();
  const costs = new WeakMap<ExecutionResult, number>();

  function planOf({ schema, document, operationName }: ExecutionArgs): CostPlan | null {
    const known = plans.get(document) ?? new Map<string, CostPlan | null>();
    plans.set(document, known);
    const name = operationName ?? '';
    const plan = known.get(name);
    if (plan !== undefined) return plan;
    const made = planCost(schema, document, operationName);
    if (made) known.set(name, made); // names that are not there are the client's to make up
    return made;
  }

  function find(contextValue: unknown): Admitted | null {
    return typeof contextValue === 'object' && contextValue !== null ? (admitted.get(contextValue) ?? null) : null;
  }

  function admittedOf({ contextValue }: ExecutionArgs): Admitted {
    const found = find(contextValue);
    if (found) return found;
    throw new AppError('INVARIANT', 'expected an operation that was admitted');
  }

  /** Counted once for all who share a result. */
  function costOf(result: ExecutionResult, { plan, variables }: Admitted): number {
    const cost = costs.get(result) ?? (plan ? actualCost(plan, variables, result.data) : 1);
    costs.set(result, cost);
    return cost;
  }

  return {
    async admit(args, viewer) {
      const variables: Variables = args.variableValues ?? {};
      refuseLargeVariables(variables);
      const plan = planOf(args);
      const requested = plan ? requestedCost(plan, variables) : 1;
      budgets.requireAllowed(viewer, requested);
      const charge = await budgets.begin(viewer, plan ? costToBegin(plan, requested) : 1);
      if (typeof args.contextValue === 'object' && args.contextValue !== null)
        admitted.set(args.contextValue, { viewer, plan, variables, charge });
      return charge;
    },

    chargeOf: (contextValue) => find(contextValue)?.charge ?? null,

    async execute(args) {
      const of = admittedOf(args);
      const result = await execute(args);
      const cost = of.charge.settle(costOf(result, of));
      return cost ? { ...result, extensions: { ...result.extensions, cost } } : result;
    },

    async subscribe(args) {
      const of = admittedOf(args);
      const pay = (result: ExecutionResult): ExecutionResult => {
        budgets.spend(of.viewer, costOf(result, of));
        return result;
      };
      return follow(args, (result) =>
        budgets.waitMs(of.viewer) === 0 ? pay(result) : untilAffordable(of.viewer).then(() => pay(result)),
      );
    },
  };

  async function untilAffordable(viewer: Viewer): Promise<void> {
    for (let ms = budgets.waitMs(viewer); ms > 0; ms = budgets.waitMs(viewer))
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, LOOK_AGAIN_MS)).unref());
  }
}
