import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../schema/graph.ts';
import { execute, parse } from 'graphql';

/** How each mutation of the schema is made to change something. A new one needs an entry: without it the first test fails. */
const EXAMPLES: Readonly<Record<string, (keyId: string) => string>> = {
  createApiKey: () => `{ createApiKey(input: { label: "Acme", grants: [ADMIN] }) { __typename } }`,
  rotateApiKey: (id) => `{ rotateApiKey(input: { id: "${id}", overlapDays: 1 }) { __typename } }`,
  revokeApiKey: (id) => `{ revokeApiKey(input: { id: "${id}" }) { __typename } }`,
};

let graph: TestGraph;
beforeAll(async () => {
  graph = await openGraph();
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
    expect(newest?.value).toMatchObject({ sequence: sequence + 1, actor: { id: 'system' }, target: { kind: 'key' } });
    expect(JSON.stringify(newest)).not.toMatch(/pgk_live_|"hash":"(?![0-9a-f]{64}")/);
  },
);
