import { execute, parse } from 'graphql';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openGraph, type TestGraph } from './graph.ts';
import { fillBook } from './sample-book.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openGraph();
  await fillBook(graph.store);
});

afterAll(() => graph.close());
afterEach(() => vi.restoreAllMocks());

/** Every edge of a line, with the statements that it may cost for all lines together. */
const EDGES: readonly (readonly [string, number])[] = [
  ['order { placedAt }', 1],
  ['item { name }', 1],
  ['site { name }', 1],
  // By way of the site.
  ['site { conditions { edges { node { type } } } }', 2],
  ['carrierService { carrier }', 1],
  ['inventory { onHand { value } }', 1],
  ['supply { edges { node { expectedAt } } }', 1],
  ['shipments { edges { node { status } } }', 1],
  ['exceptions { edges { node { severity } } }', 1],
  ['promiseRisk { late }', 1],
  ['promiseRisk { interval { low } missingSignals { title } reasons { sentence } explanation { logOdds } }', 1],
  ['priority { score tier components { kind amountPerHour } explanation }', 1],
  ['provenance { stale }', 1],
  // By way of the order, and of the queue entry.
  ['customer { name }', 2],
  ['holds { kind }', 1],
  ['priority { rank }', 2],
];

describe('a page of 50 lines', () => {
  it.each(EDGES)('costs for %s at most %i more', async (edge, cost) => {
    const bare = await statementsOf('{ queue(kind: RELEASE, first: 50) { edges { node { line { id } } } } }');
    const full = await statementsOf(`{ queue(kind: RELEASE, first: 50) { edges { node { line { id ${edge} } } } } }`);

    expect(bare).toHaveLength(2);
    expect(full.length - bare.length, full.join('\n')).toBeLessThanOrEqual(cost);
  });

  it('with order, customer, inventory, shipments and risk costs one statement per edge', async () => {
    const statements = await statementsOf(`{
      queue(kind: RELEASE, first: 50) { edges { node { rank line {
        order { id } customer { id } inventory { id } shipments { edges { node { id } } } promiseRisk { late }
      } } } }
    }`);

    expect(statements, statements.join('\n')).toHaveLength(8);
  });

  it('reached through orders costs the same', async () => {
    const statements = await statementsOf(`{
      orders(first: 10) { edges { node { customer { id } lines(first: 5) { edges { node {
        order { id } customer { id } inventory { id } shipments { edges { node { id } } } promiseRisk { late }
      } } } } } }
    }`);

    expect(statements, statements.join('\n')).toHaveLength(7);
  });
});

/** The SQL that one query runs. */
async function statementsOf(query: string): Promise<readonly string[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  const contextValue = graph.context();
  const { errors } = await execute({ schema: graph.schema, document: parse(query), contextValue });
  const statements = spy.mock.calls.map(([statement]) => textOf(statement));
  spy.mockRestore();
  expect(errors).toBeUndefined();
  return statements;
}

function textOf(statement: unknown): string {
  return typeof statement === 'object' && statement !== null && 'text' in statement
    ? String(statement.text)
    : String(statement);
}
