import { execute, isObjectType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchemaViews } from '../../src/access/schema-views.ts';
import type { FeedEntry } from '../../src/domain/feed.ts';
import { createChangeFeed, type ChangeFeed } from '../../src/feeds/change-feed.ts';
import { silentLog } from '../../src/log.ts';
import { createAnswers } from '../../src/operations/answers.ts';
import { createContext, type Context } from '../../src/schema/context.ts';
import { createExecutor } from '../../src/server/executor.ts';
import { createSubscriber } from '../../src/server/subscriber.ts';
import { june } from '../domain/given.ts';
import { openGraph, type TestGraph } from '../schema/graph.ts';
import { addB, changesOf, fillForTwo, IDS, MARK, PARTNER_A } from './two-partners.ts';
import { walk, type WalkedOperation } from './walk-schema.ts';

/** What someone of A may try. */
const CANDIDATES = {
  id: IDS,
  kind: ['RELEASE', 'BACKORDER'],
  itemId: ['I-1', 'I-BBB', 'NOPE'],
  orderIds: [['A-1', 'BBB-1', 'NOPE']],
  overlay: [{ movePromiseDays: 1 }],
};

let graph: TestGraph;
let schema: GraphQLSchema;
let feed: ChangeFeed;
const reached = new Set<string>();

beforeAll(async () => {
  graph = await openGraph();
  await fillForTwo(graph.store);
  schema = createSchemaViews(graph.schema, graph.needs)(PARTNER_A);
  await graph.store.feed.open();
  feed = createChangeFeed(graph.store.feed, { now: () => june(15), log: silentLog });
});

afterAll(async () => {
  await feed.close();
  await graph.close();
});

describe('what a partner reads', () => {
  it('is, byte for byte, what it was after all data of another has changed and more has come; nothing of it is of the other', async () => {
    const operations = [...walkRoot('Query'), ...PROBES];

    const before = await answersTo(operations);
    await addB(graph.store, 2);
    const after = await answersTo(operations);

    expect(after).toEqual(before);
    expect(before.filter((text) => text.includes(MARK))).toEqual([]);
    expect(before.join('')).toContain('Company A');
    expect(before.join('')).toContain('"lineId":"A-1/1"');
  });

  it('is the same of what is not its own as of what is not there', async () => {
    const one = (id: string) =>
      answersTo(
        walkRoot('Query')
          .filter(({ variables }) => variables.id === 'NOPE')
          .map((operation) => ({ ...operation, variables: { id } })),
      );

    const nothing = await one('NOPE');
    for (const id of ['BBB-1', 'BBB-1/1', 'C-BBB', 'SH-BBB', 'EX-BBB', 'hold/BBB-1/H', 'A-2', 'A-1/3']) {
      expect([id, await one(id)]).toEqual([id, nothing]);
    }
  });

  it('cannot be simulated with a line of another, nor with a site that is out of its reach, any more than with what is not there', async () => {
    const simulate = async (lines: string, overlay: string) =>
      (
        await answersTo([
          {
            field: 'simulate',
            text: `{ simulate(lines: ["${lines}"], overlay: ${overlay}) { lines { lineId } } }`,
            variables: {},
          },
        ])
      )
        .join('')
        .replaceAll(lines, '<line>')
        .replaceAll(/S-BBB|S-NOPE/g, '<site>');

    expect(await simulate('BBB-1/1', '{quantity: 1}')).toBe(await simulate('NOPE/1', '{quantity: 1}'));
    expect(await simulate('A-1/3', '{quantity: 1}')).toBe(await simulate('NOPE/1', '{quantity: 1}'));
    expect(await simulate('A-1/1', '{siteId: "S-BBB"}')).toBe(await simulate('A-1/1', '{siteId: "S-NOPE"}'));
    expect(await simulate('A-1/1', '{quantity: 1}')).toContain('"lineId":"<line>"');
  });
});

describe('what a partner is told', () => {
  it('of every subscription, live and when it comes back, is what it is without the changes of another', async () => {
    for (const operation of walkRoot('Subscription')) {
      const alone = await toldOf(operation, changesOf('A-1', 'EX-A'));
      const together = await toldOf(operation, [
        ...changesOf('BBB-1', 'EX-BBB'),
        ...changesOf('A-2', 'EX-NOPE'),
        ...changesOf('A-1', 'EX-A'),
      ]);

      expect([operation.field, together]).toEqual([operation.field, alone]);
      expect(alone).not.toContain(MARK);
      expect(alone).toContain('A-1/1');
    }
  });
});

describe('the walk', () => {
  it('has asked for every field that a partner has, and a partner changes nothing', () => {
    const all = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) =>
        isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
      );

    expect(all.filter((name) => !reached.has(name))).toEqual([]);
    expect(schema.getMutationType()).toBeFalsy();
  });
});

/** Filters and windows that name what is another's. */
const PROBES: readonly WalkedOperation[] = [
  '{ orders(filter: { customerId: "C-BBB" }) { edges { node { id } cursor } pageInfo { endCursor } } }',
  '{ orders(filter: { siteId: "S-BBB" }) { edges { node { id } } } }',
  '{ orders(filter: { itemId: "I-BBB" }) { edges { node { id } } } }',
  '{ exceptions(filter: { orderId: "BBB-1" }, orderBy: SEVERITY) { edges { node { id affectedLineCount } } } }',
  '{ exceptions(first: 1) { edges { node { id affectedLineCount valueAtStake { amount } } cursor } pageInfo { hasNextPage } } }',
  '{ inventory(itemId: "I-1", siteId: "S-BBB") { edges { node { id } } } }',
  '{ queue(kind: RELEASE, site: "S-BBB") { edges { node { lineId } } } }',
  '{ queue(kind: RELEASE, first: 1) { edges { cursor node { lineId rank } } pageInfo { hasNextPage } } }',
].map((text) => ({ field: 'probe', text, variables: {} }));

function walkRoot(name: 'Query' | 'Subscription'): readonly WalkedOperation[] {
  const candidates = name === 'Subscription' ? { ...CANDIDATES, kind: ['RELEASE'] } : CANDIDATES;
  const root = schema.getType(name);
  if (!isObjectType(root)) throw new Error(`expected the type ${name}`);
  return walk(schema, root, candidates, (field) => reached.add(field));
}

const documents = new Map<string, DocumentNode>();

async function answersTo(operations: readonly WalkedOperation[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { text, variables } of operations) {
    const document = documents.get(text) ?? parse(text);
    documents.set(text, document);
    const contextValue = graph.contextOf(PARTNER_A);
    texts.push(JSON.stringify(await execute({ schema, document, variableValues: variables, contextValue })));
  }
  return texts;
}

/** What is told of these entries: from where things stand on, and again to one who comes back. Cursors are places in the log of all. */
async function toldOf({ text, variables }: WalkedOperation, entries: readonly FeedEntry[]): Promise<string> {
  const document = parse(text);
  const subscribe = createSubscriber(createExecutor(), () => contextOf(null));
  const first = await open(null);
  const snapshot = await first.next();
  const cursor = cursorIn(snapshot.value);
  await graph.store.feed.append(entries);
  const change = await first.next();
  await first.return?.();
  const again = await open(cursor);
  const missed = await again.next();
  await again.return?.();
  return JSON.stringify([snapshot.value, change.value, missed.value]).replaceAll(/"cursor":"[\w-]+"/g, '"cursor":"…"');

  async function open(resumeAfter: string | null) {
    const contextValue = contextOf(resumeAfter);
    const stream = await subscribe({ schema, document, variableValues: variables, contextValue });
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
    return stream[Symbol.asyncIterator]();
  }
}

function contextOf(resumeAfter: string | null): Context {
  const answers = createAnswers(graph.deps, feed, PARTNER_A.rows);
  return createContext(answers, graph.deps, { viewer: PARTNER_A, resumeAfter });
}

function cursorIn(result: unknown): string {
  const [, cursor] = /"cursor":"([\w-]+)"/.exec(JSON.stringify(result)) ?? [];
  if (cursor === undefined) throw new Error('expected a message with a cursor');
  return cursor;
}
