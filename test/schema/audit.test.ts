import { afterAll, beforeAll, expect, it } from 'vitest';
import { chain, EMPTY_HEAD, NO_HASH } from '../../src/domain/audit.ts';
import { deedOf } from '../../src/operations/record-deed.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { openGraph, type TestGraph } from './graph.ts';

const DEEDS = ['key.create', 'key.revoke'].map((action) =>
  deedOf(
    { viewer: SYSTEM, address: null, transport: 'cli' },
    { action, target: { kind: 'key', id: 'k1' }, before: null, after: { b: 1, a: [true] } },
  ),
);

let graph: TestGraph;
beforeAll(async () => {
  graph = await openGraph();
  await graph.store.transaction((tx) => tx.audit.append(DEEDS));
});
afterAll(() => graph.close());

it('the audit log is told newest first, with all that is hashed', async () => {
  const query = `{ audit(first: 10) { edges { node {
    sequence at actor { id kind name } action target { kind id } address transport before after previousHash hash } } } }`;

  const nodes = (await graph.ask(query)).audit as { edges: { node: { at: string; hash: string } }[] };

  const [newest, oldest] = nodes.edges.map(({ node }) => node);
  const [first, second] = chain(EMPTY_HEAD, oldest?.at ?? '', DEEDS);
  expect(oldest).toMatchObject({ sequence: 1, previousHash: NO_HASH, after: '{"a":[true],"b":1}', hash: first?.hash });
  expect(newest).toMatchObject({ sequence: 2, action: 'key.revoke', before: 'null', hash: second?.hash });
});

it('the audit log can be asked for one deed, one page at a time', async () => {
  const query = `query ($after: String) { audit(filter: { targetKind: "key", actorId: "system" }, first: 1, after: $after) {
    edges { node { sequence } } pageInfo { endCursor hasNextPage } } }`;

  const first = (await graph.ask(query)).audit as { pageInfo: { endCursor: string } };
  const rest = await graph.ask(query, { after: first.pageInfo.endCursor });

  expect(first).toMatchObject({ edges: [{ node: { sequence: 2 } }], pageInfo: { hasNextPage: true } });
  expect(rest).toMatchObject({ audit: { edges: [{ node: { sequence: 1 } }], pageInfo: { hasNextPage: false } } });
});
