import { execute, parse, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedMessage, QueueMessage } from '../../src/domain/feed-message.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { isAppError } from '../../src/errors.ts';
import { createSubscriber } from '../../src/server/subscriber.ts';
import { june } from '../domain/given.ts';
import { openGraph, type TestGraph } from './graph.ts';
import { fillBook } from './sample-book.ts';

const QUEUE: readonly QueueMessage[] = [
  {
    cursor: 'c1',
    at: june(15),
    snapshot: [{ lineId: 'SO-1/2', kind: 'release', siteId: 'S-3', score: 2, place: 'ours alone' }],
    changes: [],
  },
  {
    cursor: 'c2',
    at: june(16),
    snapshot: null,
    changes: [
      {
        change: 'left',
        lineId: 'SO-1/3',
        kind: 'release',
        siteId: null,
        rank: null,
        previousRank: 2,
        score: null,
        previousScore: 3,
      },
      {
        change: 'moved',
        lineId: 'SO-1/2',
        kind: 'release',
        siteId: 'S-3',
        rank: 1,
        previousRank: 4,
        score: 7.5,
        previousScore: 2,
      },
    ],
  },
];

let graph: TestGraph;
let asked: unknown[];
let ended: number;

beforeAll(async () => {
  graph = await openGraph({
    changes: {
      queueChanges: telling(QUEUE),
      exceptionChanges: telling([
        { cursor: 'c1', at: june(15), change: null },
        {
          cursor: 'c2',
          at: june(15),
          change: {
            change: 'escalated',
            exceptionId: 'EX-1',
            type: 'short-pick',
            severity: 'high',
            previousSeverity: 'low',
            orderId: 'SO-1',
            open: true,
            wasOpen: true,
          },
        },
      ]),
      riskChanges: telling([
        { cursor: 'c1', at: june(15), change: null },
        { cursor: 'c2', at: june(15), change: { lineId: 'SO-1/2', orderId: 'SO-1', late: 0.5, previousLate: null } },
      ]),
      providerChanges: telling([
        { cursor: 'c1', at: june(15), change: null },
        { cursor: 'c2', at: june(15), change: { change: 'degraded', providerId: 'erp', problem: 'no answer' } },
      ]),
    },
  });
  await fillBook(graph.store);
});

afterAll(() => graph.close());

/** Tells these messages to everyone, and takes down what was asked. */
function telling<M extends FeedMessage>(messages: readonly M[]) {
  return async (...args: readonly unknown[]): Promise<AsyncIterableIterator<M, undefined, undefined>> => {
    asked.push(args);
    return tell(messages);
  };
}

async function* tell<M>(messages: readonly M[]): AsyncGenerator<M, undefined, undefined> {
  try {
    yield* messages;
  } finally {
    ended += 1;
  }
}

const CASES = [
  {
    query: `subscription Watch($site: ID) {
      queueChanged(kind: RELEASE, site: $site, first: 10, after: "c0") {
        cursor at
        snapshot { rank lineId kind score line { id } site { name } }
        changes { change lineId kind rank previousRank score previousScore line { id status } site { name } }
      }
    }`,
    variables: { site: 'S-3' },
    asks: [{ kind: 'release', siteId: 'S-3', first: 10 }, 'c0'],
    tells: [
      {
        cursor: 'c1',
        at: june(15),
        snapshot: [
          { rank: 1, lineId: 'SO-1/2', kind: 'RELEASE', score: 2, line: { id: 'SO-1/2' }, site: { name: 'Site 3' } },
        ],
        changes: [],
      },
      {
        cursor: 'c2',
        at: june(16),
        snapshot: null,
        changes: [
          {
            ...{ change: 'LEFT', lineId: 'SO-1/3', kind: 'RELEASE', rank: null, previousRank: 2, score: null },
            ...{ previousScore: 3, line: { id: 'SO-1/3', status: 'OPEN' }, site: null },
          },
          {
            ...{ change: 'MOVED', lineId: 'SO-1/2', kind: 'RELEASE', rank: 1, previousRank: 4, score: 7.5 },
            ...{ previousScore: 2, line: { id: 'SO-1/2', status: 'OPEN' }, site: { name: 'Site 3' } },
          },
        ],
      },
    ],
  },
  {
    query: `subscription { queueChanged(kind: BACKORDER) { cursor } }`,
    asks: [{ kind: 'backorder', siteId: null, first: null }, null],
    tells: [{ cursor: 'c1' }, { cursor: 'c2' }],
  },
  {
    query: `subscription { exceptionChanged(filter: { open: true, severity: null }) {
      cursor snapshot { id } change { change exceptionId type severity open exception { id orderId } } } }`,
    asks: [{ open: true }, null],
    tells: [
      { cursor: 'c1', snapshot: [{ id: 'EX-1' }], change: null },
      {
        cursor: 'c2',
        snapshot: null,
        change: {
          ...{ change: 'ESCALATED', exceptionId: 'EX-1', type: 'SHORT_PICK', severity: 'HIGH', open: true },
          exception: { id: 'EX-1', orderId: 'SO-1' },
        },
      },
    ],
  },
  {
    query: `subscription { promiseRiskChanged(orderIds: ["SO-1"]) {
      cursor snapshot { id } change { lineId orderId late previousLate line { id } } } }`,
    asks: [['SO-1'], null],
    tells: [
      { cursor: 'c1', snapshot: expect.arrayContaining([{ id: 'SO-1/1' }, { id: 'SO-1/2' }]) as unknown, change: null },
      {
        cursor: 'c2',
        snapshot: null,
        change: { lineId: 'SO-1/2', orderId: 'SO-1', late: 0.5, previousLate: null, line: { id: 'SO-1/2' } },
      },
    ],
  },
  {
    query: `subscription { providerChanged(after: "c0") { cursor snapshot { id } change { change providerId problem } } }`,
    asks: ['c0'],
    tells: [
      { cursor: 'c1', snapshot: [], change: null },
      { cursor: 'c2', snapshot: null, change: { change: 'DEGRADED', providerId: 'erp', problem: 'no answer' } },
    ],
  },
];

describe.each(['graphql-js', 'graphql-jit'] as const)('through %s', (executor) => {
  it.each(CASES)('$query', async ({ query, variables = {}, asks, tells }) => {
    [asked, ended] = [[], 0];

    const messages = await listen(executor, query, variables);

    expect(asked).toEqual([[SYSTEM.rows, ...asks]]);
    expect(messages).toEqual(tells);
    expect(ended).toBe(1);
  });
});

it('a cursor that came with the transport counts, whatever the operation says', async () => {
  [asked, ended] = [[], 0];

  await listen('graphql-js', 'subscription { providerChanged(after: "old") { cursor } }', {}, 'newer');

  expect(asked).toEqual([[SYSTEM.rows, 'newer']]);
});

it.each([
  ['first: 0', 'queueChanged(kind: RELEASE, first: 0) { cursor }'],
  ['first: 501', 'queueChanged(kind: RELEASE, first: 501) { cursor }'],
  ['no order', 'promiseRiskChanged(orderIds: []) { cursor }'],
])('%s is refused', async (_, field) => {
  await expect(listen('graphql-js', `subscription { ${field} }`, {})).rejects.toThrow('INPUT_INVALID');
});

/** Subscribes as the server does: graphql-js opens the stream, and every event is executed in a context of its own. */
async function listen(
  executor: 'graphql-js' | 'graphql-jit',
  query: string,
  variableValues: Record<string, unknown>,
  resumeAfter: string | null = null,
): Promise<unknown[]> {
  const document = parse(query);
  const { schema } = graph;
  const compiled = compileQuery(schema, document);
  if (!isCompiledQuery(compiled)) throw new Error('expected a compiled subscription');
  const run = ({ rootValue, contextValue }: ExecutionArgs) =>
    executor === 'graphql-js'
      ? execute({ schema, document, variableValues, rootValue, contextValue })
      : compiled.query(rootValue, contextValue, variableValues);

  const subscribe = createSubscriber(async (args) => run(args), graph.context);
  const messages: unknown[] = [];
  const contextValue = { ...graph.context(), resumeAfter };
  const stream = await subscribe({ schema, document, variableValues, contextValue });
  if (!(Symbol.asyncIterator in stream)) throw new Error(codesOf(stream.errors));
  for await (const { data, errors } of stream) {
    expect(errors).toBeUndefined();
    messages.push(...Object.values(data ?? {}));
  }
  return JSON.parse(JSON.stringify(messages)) as unknown[];
}

function codesOf(errors: ExecutionResult['errors']): string {
  return (errors ?? []).map(({ originalError }) => (isAppError(originalError) ? originalError.code : 'other')).join();
}
