import fc from 'fast-check';
import { buildSchema, parse, validate } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { describe, expect, it } from 'vitest';
import { actualCost, costToBegin, requestedCost } from '../../src/access/cost.ts';
import { planCost, type CostPlan, type Variables } from '../../src/access/cost-plan.ts';
import { BudgetSettings } from '../../src/access/budget-settings.ts';
import { filesIn, read } from '../support/source-files.ts';

const platform = buildSchema(read('schema.graphql'), { assumeValidSDL: true });

function planOf(query: string, schema = platform, operationName: string | null = null): CostPlan {
  const plan = planCost(schema, parse(query), operationName);
  if (!plan) throw new Error('expected an operation');
  return plan;
}

function cost(query: string, variables: Variables = {}): number {
  return requestedCost(planOf(query), variables);
}

describe('the cost of a query', () => {
  it('is one point an object, and lists multiply by `first`', () => {
    expect(cost('{ order(id: "A") { id placedAt } }')).toBe(1);
    expect(cost('{ order(id: "A") { id customer { name } } }')).toBe(2);
    expect(cost('{ orders(first: 7) { edges { node { id } } } }')).toBe(1 + 7);
    expect(
      cost('{ orders(first: 7) { edges { node { lines(first: 3) { edges { node { id item { name } } } } } } } }'),
    ).toBe(1 + 7 * (1 + 1 + 3 * 2));
  });

  it('takes the default of an argument that is missing, and the documented size of a list without one', () => {
    expect(cost('{ orders { edges { node { id } } } }')).toBe(1 + 50);
    expect(cost('{ order(id: "A") { holds { kind } } }')).toBe(1 + 10);
  });

  it('takes page sizes from variables and from their defaults', () => {
    const query = 'query ($n: Int! = 4) { orders(first: $n) { edges { node { id } } } }';

    expect(cost(query)).toBe(5);
    expect(cost(query, { n: 9 })).toBe(10);
  });

  it('weighs what makes the platform work', () => {
    expect(cost('{ simulate(overlay: {}, first: 100) { nextAfterLineId } }')).toBe(10 + 5 * 100 + 1);
    expect(cost('{ simulate(overlay: {}, lines: ["A/1", "A/2"]) { nextAfterLineId } }')).toBe(10 + 5 * 2 + 1);
    expect(cost('{ orderLine(id: "A/1") { promiseRisk { remedies { message } } } }')).toBe(2 + 50 + 1);
  });

  it('counts a field once however often it is repeated, and leaves out what is skipped', () => {
    expect(
      cost('{ order(id: "A") { customer { id } customer { name } ...f } } fragment f on Order { customer { tier } }'),
    ).toBe(2);
    const skipped = 'query ($s: Boolean!) { order(id: "A") { customer @skip(if: $s) { id } } }';

    expect([cost(skipped, { s: true }), cost(skipped, { s: false })]).toEqual([1, 2]);
  });

  it('counts every alias', () => {
    expect(cost('{ a: order(id: "A") { id } b: order(id: "B") { id } }')).toBe(2);
  });

  it.each([1e9, 501, 0, -1, 1.5])('refuses a page of %d before anything runs', (first) => {
    expect(() => cost('query ($n: Int!) { orders(first: $n) { edges { node { id } } } }', { n: first })).toThrow(
      `first: expected a whole number from 1 to 500 at Query.orders, came ${first}`,
    );
  });

  it('of every example is within what a single query may cost', () => {
    const { perQuery } = BudgetSettings.parse(undefined);
    const costs = filesIn(['examples'], /\.graphql$/).map((file) => [file, cost(read(file))] as const);

    expect(costs.filter(([, points]) => points > perQuery)).toEqual([]);
  });

  it('of a subscription is paid as its messages come', () => {
    const plan = planOf(
      'subscription { queueChanged(kind: RELEASE, first: 50) { snapshot { line { id } } changes { lineId } } }',
    );

    expect(requestedCost(plan, {})).toBe(1 + 50 * 2 + 50);
    expect(costToBegin(plan, 151)).toBe(10);
    expect(actualCost(plan, {}, { queueChanged: { snapshot: null, changes: [{ lineId: 'A/1' }] } })).toBe(1 + 1 + 1);
  });
});

describe('the actual cost', () => {
  const plan = planOf('{ orders(first: 500) { edges { node { id lines { edges { node { item { name } } } } } } } }');

  it('is what really came', () => {
    const line = { node: { item: { name: 'bolt' } } };
    const data = { orders: { edges: [{ node: { id: 'A', lines: { edges: [line, line] } } }] } };

    expect(actualCost(plan, {}, data)).toBe(1 + 1 + 1 + 2 * 2);
    expect(actualCost(plan, {}, null)).toBe(1);
  });

  it('never passes what was requested, as long as lists keep to their size', () => {
    const sized = (most: number) => fc.integer({ min: 0, max: most });
    fc.assert(
      fc.property(sized(20), sized(20), (orders, lines) => {
        const page = planOf('{ orders(first: 20) { edges { node { lines(first: 20) { edges { node { id } } } } } } }');
        const edges = Array.from({ length: lines }, () => ({ node: { id: 'x' } }));
        const data = { orders: { edges: Array.from({ length: orders }, () => ({ node: { lines: { edges } } })) } };

        expect(actualCost(page, {}, data)).toBeLessThanOrEqual(requestedCost(page, {}));
      }),
    );
  });
});

describe('beside graphql-query-complexity', () => {
  const schema = buildSchema(
    'type Query { a(first: Int = 3): [T!]! one: T } type T { id: ID a(first: Int = 2): [T!]! one: T }',
  );
  const points: ComplexityEstimator = ({ args, childComplexity, node }) => {
    if (!node.selectionSet) return 0;
    const first: unknown = args['first'];
    return (typeof first === 'number' ? first : 1) * (1 + childComplexity);
  };
  const selection = fc.letrec<{ set: string; field: string }>((tie) => ({
    set: fc.array(tie('field'), { minLength: 1, maxLength: 3, depthIdentifier: 'd' }).map((fields) => {
      return `{ id ${fields.map((field, i) => `f${i}: ${field}`).join(' ')} }`;
    }),
    field: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, depthIdentifier: 'd' },
      fc.constant('one { id }'),
      tie('set').map((set) => `one ${set}`),
      tie('set').map((set) => `a ${set}`),
      fc.tuple(fc.integer({ min: 1, max: 9 }), tie('set')).map(([n, set]) => `a(first: ${n}) ${set}`),
    ),
  }));

  it('comes to the same points for the same rules', () => {
    fc.assert(
      fc.property(selection.set, (set) => {
        const query = parse(`{ one ${set} }`);
        fc.pre(validate(schema, query).length === 0);
        const plan = planCost(schema, query, null);

        expect(plan && requestedCost(plan, {})).toBe(getComplexity({ schema, query, estimators: [points] }));
      }),
      { numRuns: 60 },
    );
  });
});
