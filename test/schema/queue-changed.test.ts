import { execute, parse, type ExecutionArgs } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueueChangeMessage } from '../../src/domain/feed.ts';
import type { QueueChangeFilter } from '../../src/schema/context.ts';
import { createSubscriber } from '../../src/server/subscriber.ts';
import { june } from '../domain/given.ts';
import { openGraph, type TestGraph } from './graph.ts';
import { fillBook } from './sample-book.ts';

const CHANGES: readonly QueueChangeMessage[] = [
  {
    change: 'rescored',
    lineId: 'SO-1/2',
    kind: 'release',
    siteId: 'S-3',
    rank: 1,
    score: 7.5,
    previousScore: 2,
    at: june(15),
  },
  {
    change: 'left',
    lineId: 'SO-1/3',
    kind: 'release',
    siteId: null,
    rank: null,
    score: null,
    previousScore: 3,
    at: june(16),
  },
];
const WATCH = `subscription Watch($site: ID) {
  queueChanged(kind: RELEASE, site: $site) { change lineId kind rank score previousScore at line { id status } site { name } }
}`;

let graph: TestGraph;
let asked: QueueChangeFilter[];
let ended: number;

beforeAll(async () => {
  graph = await openGraph({
    queueChanges: async function* (filter) {
      asked.push(filter);
      try {
        yield* CHANGES;
      } finally {
        ended += 1;
      }
    },
  });
  await fillBook(graph.store);
});

afterAll(() => graph.close());

describe('queueChanged', () => {
  it.each(['graphql-js', 'graphql-jit'] as const)('tells what the feed tells, through %s', async (executor) => {
    [asked, ended] = [[], 0];

    const messages = await listen(executor, { site: 'S-3' });

    expect(asked).toEqual([{ kind: 'release', siteId: 'S-3' }]);
    expect(messages).toEqual([
      {
        change: 'RESCORED',
        lineId: 'SO-1/2',
        kind: 'RELEASE',
        rank: 1,
        score: 7.5,
        previousScore: 2,
        at: june(15),
        line: { id: 'SO-1/2', status: 'OPEN' },
        site: { name: 'Site 3' },
      },
      {
        change: 'LEFT',
        lineId: 'SO-1/3',
        kind: 'RELEASE',
        rank: null,
        score: null,
        previousScore: 3,
        at: june(16),
        line: { id: 'SO-1/3', status: 'OPEN' },
        site: null,
      },
    ]);
    expect(ended).toBe(1);
  });

  it('watches every site when none is named', async () => {
    [asked, ended] = [[], 0];

    await listen('graphql-js', {});

    expect(asked).toEqual([{ kind: 'release', siteId: null }]);
  });
});

/** Subscribes as the server does: graphql-js opens the stream, and every event is executed in a context of its own. */
async function listen(
  executor: 'graphql-js' | 'graphql-jit',
  variableValues: Record<string, unknown>,
): Promise<unknown[]> {
  const document = parse(WATCH);
  const { schema } = graph;
  const compiled = compileQuery(schema, document);
  if (!isCompiledQuery(compiled)) throw new Error('expected a compiled subscription');
  const run = ({ rootValue, contextValue }: ExecutionArgs) =>
    executor === 'graphql-js'
      ? execute({ schema, document, variableValues, rootValue, contextValue })
      : compiled.query(rootValue, contextValue, variableValues);

  const subscribe = createSubscriber(async (args) => run({ schema, ...args }), graph.context);
  const messages: unknown[] = [];
  const stream = await subscribe({ schema, document, variableValues, contextValue: graph.context() });
  if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
  for await (const { data, errors } of stream) {
    expect(errors).toBeUndefined();
    messages.push(data?.queueChanged);
  }
  return JSON.parse(JSON.stringify(messages)) as unknown[];
}
