import {
  isNonNullType,
  isInputObjectType,
  isEnumType,
  isListType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { PERMISSIONS } from '../../src/access/permissions.ts';
import { ROLES } from '../../src/domain/viewer.ts';
import { buildGraphqlSchema, type DeclaredSchema } from '../../src/schema/build-schema.ts';
import { toSocketUrl } from '../server/running.ts';
import { startRealServer, type RealServer } from './real-server.ts';
import { asking, send, TRANSPORTS } from './transports.ts';

let server: RealServer;
let declared: DeclaredSchema;

beforeAll(async () => {
  [server, declared] = await Promise.all([
    startRealServer({ budgets: { partner: { points: 400, restorePerSecond: 0.001 } } }),
    buildGraphqlSchema(),
  ]);
}, 60_000);
afterAll(() => server.close());

/** Every mutation, and every query that not every role may ask, with arguments that fit. */
function guarded({
  schema,
  needs,
}: DeclaredSchema): readonly { readonly text: string; readonly holders: readonly string[] }[] {
  return (['mutation', 'query'] as const).flatMap((kind) => {
    const root = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
    return Object.values(root?.getFields() ?? {}).flatMap((field) => {
      const capabilities = needs.get(`${root?.name}.${field.name}`) ?? [];
      const holders = ROLES.filter((role) => capabilities.every((one) => PERMISSIONS[one].roles.includes(role)));
      if (holders.length === ROLES.length) return [];
      const given = field.args
        .filter(({ type }) => isNonNullType(type))
        .map(({ name, type }) => `${name}: ${valueOf(type, schema)}`);
      const args = given.length > 0 ? `(${given.join(', ')})` : '';
      return [{ text: `${kind} { ${field.name}${args} { __typename } }`, holders }];
    });
  });
}

/** A value that a type takes; what an input may leave out is left out. */
function valueOf(type: GraphQLInputType, schema: GraphQLSchema): string {
  const inner = getNullableType(type);
  if (isListType(inner)) return `[${valueOf(inner.ofType, schema)}]`;
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? '';
  if (!isInputObjectType(inner)) return inner.name.includes('Int') || inner.name === 'Float' ? '1' : '"NOPE"';
  const fields = Object.values(inner.getFields()).filter(
    (field) => isNonNullType(field.type) && field.defaultValue === undefined,
  );
  return `{ ${fields.map((field) => `${field.name}: ${valueOf(field.type, schema)}`).join(', ')} }`;
}

describe('what not everyone may do', () => {
  it('is every mutation, and some queries', () => {
    const mutations = Object.keys(declared.schema.getMutationType()?.getFields() ?? {});
    const texts = guarded(declared)
      .map(({ text }) => text)
      .join('\n');

    for (const name of mutations) expect(texts).toContain(`mutation { ${name}(`);
    expect(texts).toMatch(/query { (audit|apiKeys) /);
  });

  it.each(TRANSPORTS)('is refused over %s to every role that does not hold it, and to no other', async (over) => {
    for (const role of ROLES) {
      const credentials = await server.as(role);
      for (const { text, holders } of guarded(declared)) {
        const { status, codes } = await send(server, over, asking(text), credentials);

        expect([text, role, codes.includes('FORBIDDEN')]).toEqual([text, role, !holders.includes(role)]);
        expect(status ?? 0).toBeLessThan(500);
      }
    }
  });

  it.each(TRANSPORTS)('is not there over %s for a partner’s key, whatever its scopes', async (over) => {
    const key = await server.key();

    for (const { text } of guarded(declared)) {
      if (text.includes('simulate')) continue; // a scope that the key has
      const { codes } = await send(server, over, asking(text), { 'x-api-key': key.text });
      expect([text, codes[0]]).toEqual([text, 'GRAPHQL_VALIDATION_FAILED']);
    }
  });
});

describe('an admin', () => {
  const CREATE = `mutation { createApiKey(input: { label: "portal of A", grants: [ORDERS_READ], partner: { partner: "A", customerIds: ["C-A"] } }) {
    ... on ApiKeyIssued { text key { id } } ... on ApiKeyRefused { message } } }`;

  it.each(TRANSPORTS)(
    'makes a key over %s that opens its rows, puts another in its place, ends it, and sees what was done',
    async (over) => {
      const admin = await server.as('admin');
      const change = (text: string) => send(server, over, asking(text), admin);
      const open = async (text: string) =>
        (await send(server, over, asking('{ order(id: "A-1") { id } }'), { 'x-api-key': text })).text;

      const [first] = issuedIn((await change(CREATE)).text);
      const [second] = issuedIn(
        (
          await change(
            `mutation { rotateApiKey(input: { id: "${first?.id}", overlapDays: 0 }) { ... on ApiKeyIssued { text key { id } } } }`,
          )
        ).text,
      );
      expect(await open(second?.text ?? '')).toContain('"id":"A-1"');
      await change(`mutation { revokeApiKey(input: { id: "${second?.id}" }) { __typename } }`);

      const listed = (await change('{ apiKeys { id revokedAt successorId } }')).text;
      expect(listed).toContain(`"successorId":"${second?.id}"`);
      const audit = (
        await change('{ audit(filter: { targetKind: "key" }) { edges { node { action transport target { id } } } } }')
      ).text;
      for (const action of ['key.create', 'key.rotate', 'key.revoke']) expect(audit).toContain(`"${action}"`);
      expect(audit).not.toContain('pgk_live_');
    },
  );
});

describe('one caller', () => {
  it('opens a hundred of 10,000 subscriptions on one socket, refuses the others and goes on', async () => {
    const socket = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws');
    onTestFinished(() => socket.terminate());
    const refused = new Set<string>();
    const told = new Set<string>();
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'connection_init', payload: await server.as('viewer') }));
    await new Promise((resolve) => socket.once('message', resolve));
    socket.on('message', (data: Buffer) => {
      const {
        id = '',
        type,
        payload,
      } = JSON.parse(data.toString()) as { id?: string; type: string; payload?: unknown };
      if (type === 'error' && JSON.stringify(payload).includes('"INPUT_INVALID"')) refused.add(id);
      if (type === 'next') told.add(id);
    });

    const payload = { query: 'subscription { queueChanged(kind: RELEASE) { cursor } }' };
    for (let id = 0; id < 10_000; id += 1) socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload }));

    await vi.waitUntil(() => refused.size === 9_900 && told.size === 100, 20_000);
    expect(socket.readyState).toBe(socket.OPEN);
    expect((await send(server, 'http', asking('{ viewer { id } }'), await server.as('viewer'))).codes).toEqual([]);
  });

  it('lets all keys of one partner pay from one budget over every transport, and nobody else', async () => {
    const rows = { kind: 'partner', partner: 'C', customerIds: ['C-A'], siteIds: null, channels: null } as const;
    const keys = [await server.key({ rows }), await server.key({ rows })];
    const other = await server.key();
    const query = `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: order(id: "A-1") { id }`).join(' ')} }`;
    const ask = (over: (typeof TRANSPORTS)[number], text = '') =>
      send(server, over, asking(query), { 'x-api-key': text });

    const codes: string[] = [];
    for (let i = 0; i < 10; i += 1) codes.push(...(await ask(TRANSPORTS[i % 3] ?? 'http', keys[i % 2]?.text)).codes);

    expect(codes).toEqual([]);
    for (const over of TRANSPORTS)
      for (const { text } of keys) expect((await ask(over, text)).codes).toEqual(['THROTTLED']);
    const [viaHttp, viaStream] = [await ask('http', keys[0]?.text), await ask('sse', keys[0]?.text)];
    expect([viaHttp.status, viaStream.status]).toEqual([429, 429]);
    for (const over of TRANSPORTS) expect((await ask(over, other.text)).codes).toEqual([]);
  });
});

function issuedIn(text: string): readonly { readonly text: string; readonly id: string }[] {
  const [, issued = '', id = ''] = /"text":"(pgk_live_[^"]+)","key":\{"id":"([^"]+)"/.exec(text) ?? [];
  return issued === '' ? [] : [{ text: issued, id }];
}
