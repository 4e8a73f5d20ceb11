import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '../../src/schema/connection/cursor.ts';
import { june } from '../domain/given.ts';
import { givenEntry } from '../support/risk.ts';
import { openGraph, type TestGraph } from './graph.ts';
import { fillBook, LINE_IDS } from './sample-book.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openGraph();
  await fillBook(graph.store);
});

afterAll(() => graph.close());

interface Page {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly lineId?: string; readonly id?: string };
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string;
    readonly endCursor: string;
  };
}

const QUEUE = `query Q($first: Int!, $after: String, $site: ID) {
  queue(kind: RELEASE, site: $site, first: $first, after: $after) {
    edges { cursor node { lineId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function queuePage(variables: Readonly<Record<string, unknown>>): Promise<Page> {
  const data = await graph.ask(QUEUE, variables);
  return data.queue as Page;
}

describe('a list', () => {
  it('is read to its end page by page, each item once', async () => {
    const seen: (string | undefined)[] = [];
    let after: string | null = null;
    do {
      const page: Page = await queuePage({ first: 17, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      expect([page.pageInfo.startCursor, page.pageInfo.endCursor]).toEqual([
        page.edges.at(0)?.cursor,
        page.edges.at(-1)?.cursor,
      ]);
      seen.push(...page.edges.map(({ node }) => node.lineId));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);

    expect(seen).toEqual(LINE_IDS);
  });

  it('goes on after a cursor although others came and went before it', async () => {
    const { pageInfo } = await queuePage({ first: 10 });

    await graph.store.queue.remove([LINE_IDS[0] ?? '', LINE_IDS[9] ?? '']);
    await graph.store.queue.save([givenEntry({ lineId: 'SO-9/new', score: 5000 })]);
    const next = await queuePage({ first: 1, after: pageInfo.endCursor });

    expect(next.edges.map(({ node }) => node.lineId)).toEqual([LINE_IDS[10]]);
  });

  it('of the lines of one order is paged too', async () => {
    const query = `query Q($after: String) {
      order(id: "SO-4") { lines(first: 3, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }
    }`;
    const page = async (after: string | null) => ((await graph.ask(query, { after })).order as { lines: Page }).lines;

    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);

    expect(first.edges.map(({ node }) => node.id)).toEqual(['SO-4/1', 'SO-4/2', 'SO-4/3']);
    expect(second.edges.map(({ node }) => node.id)).toEqual(['SO-4/4', 'SO-4/5']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('a page that makes no sense is refused:', () => {
  const orders =
    'query Q($first: Int!, $after: String) { orders(first: $first, after: $after) { edges { node { id } } } }';

  it.each([0, -1, 501])('a size of %d', async (first) => {
    const { errors } = await graph.answer(orders, { first });

    expect(errors?.[0]?.message).toBe(`first: expected a whole number from 1 to 500, came ${first}`);
  });

  it.each([
    ['a text that is no cursor', 'x'],
    ['an empty text', ''],
    ['a cursor of another list', encodeCursor('exceptions', [june(1), 'EX-1'])],
    ['a cursor that is not a list', Buffer.from('{"a":1}').toString('base64url')],
  ])('%s', async (_what, after) => {
    const { errors } = await graph.answer(orders, { first: 5, after });

    expect(errors?.[0]?.message).toMatch(/^after: expected a cursor of the list orders, came /);
  });

  it('a cursor whose position another list gave out', async () => {
    const { errors } = await graph.answer(orders, { first: 5, after: encodeCursor('orders', ['not an instant']) });

    expect(errors?.[0]?.message).toMatch(/^expected a position of this list/);
  });

  it('a cursor of the queue of another site', async () => {
    const { pageInfo } = await queuePage({ first: 2, site: 'S-1' });

    const { errors } = await graph.answer(QUEUE, { first: 2, site: 'S-2', after: pageInfo.endCursor });

    expect(errors?.[0]?.message).toContain('came one of release queue of site S-1');
  });
});
