import {
  isNonNullType,
  isInputObjectType,
  isEnumType,
  isListType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../src/access/permissions.ts';
import { ROLES } from '../../src/domain/viewer.ts';
import { buildGraphqlSchema, type DeclaredSchema } from '../../src/schema/build-schema.ts';
import { startRealServer, type RealServer } from './real-server.ts';
import { asking, send, TRANSPORTS } from './transports.ts';

let server: RealServer;
let declared: DeclaredSchema;

beforeAll(async () => {
  [server, declared] = await Promise.all([startRealServer(), buildGraphqlSchema()]);
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
      const audit = (await change('{ audit(first: 50) { edges { node { action transport target { id } } } } }')).text;
      for (const action of ['key.create', 'key.rotate', 'key.revoke']) expect(audit).toContain(`"${action}"`);
      expect(audit).not.toContain('pgk_live_');
    },
  );
});

function issuedIn(text: string): readonly { readonly text: string; readonly id: string }[] {
  const [, issued = '', id = ''] = /"text":"(pgk_live_[^"]+)","key":\{"id":"([^"]+)"/.exec(text) ?? [];
  return issued === '' ? [] : [{ text: issued, id }];
}
