import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../schema/graph.ts';
import { execute, parse } from 'graphql';

const FOUND = 'supply-delay/PO-1';

/** How each mutation of the schema is made to change something. A new one needs an entry: without it the first test fails. */
const EXAMPLES: Readonly<Record<string, (keyId: string) => string>> = {
  createApiKey: () => `{ createApiKey(input: { label: "Acme", grants: [ADMIN] }) { __typename } }`,
  rotateApiKey: (id) => `{ rotateApiKey(input: { id: "${id}", overlapDays: 1 }) { __typename } }`,
  revokeApiKey: (id) => `{ revokeApiKey(input: { id: "${id}" }) { __typename } }`,
  assignException: () => `{ assignException(input: { id: "${FOUND}", to: "Kim" }) { __typename } }`,
};

let graph: TestGraph;
beforeAll(async () => {
  graph = await openGraph();
  await graph.store.raised.save([
    {
      ...{ id: FOUND, type: 'supply-delay', severity: 'high', cause: 'PO-1 is late', orderId: null, supplyId: 'PO-1' },
      ...{ openedAt: '2026-01-01T00:00:00.000Z', resolvedAt: null, assignedTo: null, status: 'open' },
    },
  ]);
});
afterAll(() => graph.close());

async function change(mutation: string): Promise<void> {
  const { errors } = await execute({
    schema: graph.schema,
    document: parse(`mutation ${mutation}`),
    contextValue: graph.context(),
  });
  expect(errors).toBeUndefined();
}

it('every mutation of the schema has an example here', () => {
  const mutations = Object.keys(graph.schema.getMutationType()?.getFields() ?? {});

  expect(mutations.sort()).toEqual(Object.keys(EXAMPLES).sort());
});

it.each(Object.entries(EXAMPLES))(
  '%s leaves an entry that says by whom and to what, and no secret',
  async (_, example) => {
    await change(EXAMPLES.createApiKey?.('') ?? '');
    const [made] = (await graph.store.audit.page({ action: 'key.create', first: 1, after: null })).items;
    const { sequence } = await graph.store.audit.head();

    await change(example(made?.value.target?.id ?? ''));

    const [newest] = (await graph.store.audit.page({ first: 1, after: null })).items;
    expect(newest?.value).toMatchObject({ sequence: sequence + 1, actor: { id: 'system' }, target: {} });
    expect(JSON.stringify(newest)).not.toMatch(/pgk_live_|"hash":"(?![0-9a-f]{64}")/);
  },
);
