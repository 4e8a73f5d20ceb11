import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRealServer, type RealServer } from './real-server.ts';
import { asking, send, TRANSPORTS, type Attack, type Credentials } from './transports.ts';

let server: RealServer;
let admin: Credentials;
let partner: Credentials;

beforeAll(async () => {
  server = await startRealServer();
  admin = await server.as('admin');
  partner = { 'x-api-key': (await server.key()).text };
}, 60_000);
afterAll(() => server.close());

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `A-${i}/1`);
const nested = (depth: number): string => `${'order { lines(first: 1) { edges { node { '.repeat(depth)}`;

/** What is sent to the real schema, and the code that each transport answers with. */
const CASES: readonly (readonly [name: string, attack: Attack, code: string])[] = [
  ['depth 200', asking(`{ orderLine(id: "A-1/1") { ${nested(50)} id ${'} } } } '.repeat(50)} } }`), 'INPUT_INVALID'],
  [
    '200 aliases',
    asking(
      `{ ${ids(200)
        .map((id, i) => `a${i}: orderLine(id: "${id}") { id }`)
        .join(' ')} }`,
    ),
    'INPUT_INVALID',
  ],
  ['5,000 repeated fields', asking(`{ order(id: "A-1") { ${'id '.repeat(5_000)} } }`), 'INPUT_INVALID'],
  ['500 directives', asking(`{ viewer { id ${'@skip(if: false) '.repeat(500)} } }`), 'INPUT_INVALID'],
  ['first of 1e9', asking('{ orders(first: 1000000000) { edges { node { id } } } }'), 'INPUT_INVALID'],
  [
    'first of 1e9 in a variable',
    asking('query ($n: Int!) { orders(first: $n) { edges { cursor } } }', { n: 1e9 }),
    'INPUT_INVALID',
  ],
  [
    'first of 1e10, which no Int holds',
    asking('query ($n: Int!) { orders(first: $n) { edges { cursor } } }', { n: 1e10 }),
    'INPUT_INVALID',
  ],
  ['first of -1', asking('{ orders(first: -1) { edges { node { id } } } }'), 'INPUT_INVALID'],
  ['first of 0', asking('{ orders(first: 0) { edges { node { id } } } }'), 'INPUT_INVALID'],
  ['first of -1 inside', asking('{ order(id: "A-1") { lines(first: -1) { edges { cursor } } } }'), 'INPUT_INVALID'],
  [
    '500 lines of 500 orders',
    asking('{ orders(first: 500) { edges { node { lines(first: 500) { edges { node { id } } } } } } }'),
    'COST_EXCEEDED',
  ],
  [
    '10,000 ids in variables',
    asking('query ($l: [ID!]) { simulate(lines: $l, overlay: {}) { lines { lineId } } }', { l: ids(10_000) }),
    'INPUT_INVALID',
  ],
  [
    '5,000 ids in the document',
    asking(`{ simulate(lines: ${JSON.stringify(ids(5_000))}, overlay: {}) { lines { lineId } } }`),
    'INPUT_INVALID',
  ],
  [
    'a subscription to 201 orders',
    asking('subscription ($o: [ID!]!) { promiseRiskChanged(orderIds: $o) { cursor } }', { o: ids(201) }),
    'INPUT_INVALID',
  ],
  [
    'a filter of 50,000 characters',
    asking('query ($c: ID!) { orders(filter: { customerId: $c }) { edges { cursor } } }', {
      c: `${'a'.repeat(50_000)}!`,
    }),
    'INPUT_INVALID',
  ],
  [
    'an operator in place of a filter',
    asking('query ($f: OrderFilter) { orders(filter: $f) { edges { cursor } } }', { f: { customerId: { $ne: null } } }),
    'BAD_USER_INPUT',
  ],
  [
    'an operator beside a filter',
    asking('query ($f: OrderFilter) { orders(filter: $f) { edges { cursor } } }', { f: { $where: '1' } }),
    'BAD_USER_INPUT',
  ],
  [
    '__proto__ in a filter',
    '{"query":"query ($f: OrderFilter) { orders(filter: $f) { edges { cursor } } }","variables":{"f":{"__proto__":{"customerId":"C-BBB"}}}}',
    'INPUT_INVALID',
  ],
  ['an id that is a list', asking('query ($i: ID!) { order(id: $i) { id } }', { i: ['A-1', 'A-2'] }), 'BAD_USER_INPUT'],
  [
    'an input field that is not there',
    asking('mutation ($i: CreateApiKeyInput!) { createApiKey(input: $i) { __typename } }', {
      i: { label: 'x', grants: [], isAdmin: true },
    }),
    'BAD_USER_INPUT',
  ],
  [
    'a read-only field as input',
    asking('mutation { createApiKey(input: { label: "x", grants: [], id: "chosen", hash: "h" }) { __typename } }'),
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a cursor that nobody gave', asking('{ orders(after: "bm9uc2Vuc2U") { edges { cursor } } }'), 'INPUT_INVALID'],
  ['a name that nearly is there', asking('{ ordrs { edges { cursor } } }'), 'GRAPHQL_VALIDATION_FAILED'],
];

describe.each(TRANSPORTS)('over %s, the real schema', (over) => {
  it.each(CASES)('answers %s as the client’s fault', async (_, attack, code) => {
    const { status, codes, text } = await send(server, over, attack, admin);

    expect([codes[0], text.slice(0, 300)]).toEqual([code, expect.any(String)]);
    expect(text).not.toMatch(/Did you mean|node_modules|\.ts:\d|SELECT |INVARIANT/);
    expect(status ?? 0).toBeLessThan(over === 'websocket' ? 1 : 500);
  });

  it('counts a page without `first` as long as it may become', async () => {
    const { text } = await send(server, over, asking('{ orders { edges { node { id } } } }'), admin);

    expect(text).toContain('"requested":51');
  });

  it.each([
    ['that would take an expression long', `${'a'.repeat(3_990)}!`],
    ['with wildcards of databases', '%_%_%_%_%_%\\'],
    ['that would end a statement', `'; DROP TABLE customer_order; --`],
    ['with a zero byte', 'A\u0000-1'],
  ])('takes a text %s as a text', async (_, id) => {
    const query = 'query ($i: ID!) { order(id: $i) { id } orders(filter: { customerId: $i }) { edges { cursor } } }';

    const { codes, text } = await send(server, over, asking(query, { i: id }), admin);

    expect(codes).toEqual([]);
    expect(text).toContain('{"order":null,"orders":{"edges":[]}}');
  });
});

describe.each(TRANSPORTS)('a partner over %s', (over) => {
  const ask = (query: string, variables?: unknown) => send(server, over, asking(query, variables), partner);

  it.each([
    ['by id', 'query ($i: ID!) { order(id: $i) { id } }', 'A-1', 'BBB-1', 'NOPE'],
    ['by id of a line', 'query ($i: ID!) { orderLine(id: $i) { id } }', 'A-1/1', 'BBB-1/1', 'NOPE/1'],
    ['by id of a customer', 'query ($i: ID!) { customer(id: $i) { id name } }', 'C-A', 'C-BBB', 'NOPE'],
    ['by id of a shipment', 'query ($i: ID!) { shipment(id: $i) { id } }', 'SH-A', 'SH-BBB', 'NOPE'],
    ['by id of an exception', 'query ($i: ID!) { exception(id: $i) { id } }', 'EX-A', 'EX-BBB', 'NOPE'],
    [
      'by a filter',
      'query ($i: ID!) { orders(filter: { customerId: $i }) { edges { node { id } } } }',
      'C-A',
      'C-BBB',
      'NOPE',
    ],
    [
      'by a filter of exceptions',
      'query ($i: ID!) { exceptions(filter: { orderId: $i }) { edges { node { id } } } }',
      'A-1',
      'BBB-1',
      'NOPE',
    ],
  ])('reads its own %s; of another it reads what it reads of nothing', async (_, query, own, others, nothing) => {
    const [mine, theirs, none] = await Promise.all([own, others, nothing].map((i) => ask(query, { i })));

    expect(mine?.text).toMatch(/"id":/);
    expect(dataOf(theirs)).toBe(dataOf(none));
    expect(theirs?.status).toBe(none?.status);
  });

  it('reads nothing of another over an edge that both share, nor in its counts', async () => {
    const { text, codes } = await ask(
      '{ shipment(id: "SH-1") { lines { edges { node { lineId line { orderId } } } } } exception(id: "supply-delay/PO-1") { affectedLineCount } }',
    );

    expect(codes).toEqual([]);
    expect(text).toContain('"lineId":"A-1/1"');
    expect(text).not.toContain('BBB');
  });

  it('reads nothing of another behind a cursor of someone who sees all', async () => {
    const all = await send(server, over, asking('{ orders(first: 1) { edges { cursor } } }'), admin);
    const after = /"cursor":"([^"]+)"/.exec(all.text)?.[1];

    const { text, codes } = await ask('query ($after: String) { orders(after: $after) { edges { node { id } } } }', {
      after,
    });

    expect([after === undefined, codes]).toEqual([false, []]);
    expect(text).not.toContain('BBB');
  });

  it.each([
    '{ _entities(representations: [{ __typename: "Order", id: "BBB-1" }]) { __typename } }',
    '{ node(id: "BBB-1") { id } }',
    '{ _service { sdl } }',
    '{ orderLine(id: "A-1/1") { cost { amount } } }',
    '{ audit { edges { cursor } } }',
    '{ apiKeys { id } }',
    '{ providers { id } }',
    'mutation { createApiKey(input: { label: "x", grants: [ADMIN] }) { __typename } }',
  ])('finds no %s in the schema', async (query) => {
    const { codes, text } = await ask(query);

    expect(codes[0]).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toContain('Did you mean');
  });

  it('is told by introspection of nothing that it may not ask', async () => {
    const { text, codes } = await ask('{ __schema { types { name fields { name } } } }');

    expect(codes).toEqual([]);
    expect(text).toContain('"OrderLine"');
    expect(text).not.toMatch(
      /"name":"(cost|penalty|costOfDelay|apiKeys|createApiKey|AuditEntry|_entities|supplierId)"/,
    );
  });
});

it('someone with a lesser role is refused what a gateway may ask by reference, over the rows and fields alike', async () => {
  const query =
    '{ _entities(representations: [{ __typename: "Order", id: "A-1" }]) { ... on Order { lines { edges { node { cost { amount } } } } } } }';

  for (const over of TRANSPORTS) {
    const { codes } = await send(server, over, asking(query), await server.as('viewer'));
    expect(codes).toContain('FORBIDDEN');
  }
});

/** What came but for what is left of the budget. */
function dataOf(outcome: { readonly text: string } | undefined): string | undefined {
  return outcome?.text.replace(/"extensions":\{"cost":\{[^}]*\}\}/, '');
}
