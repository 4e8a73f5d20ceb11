import { execute, isObjectType, parse, validate, type GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { capabilitiesOf } from '../../src/access/permissions.ts';
import { createSchemaViews, type SchemaFor } from '../../src/access/schema-views.ts';
import { CAPABILITIES } from '../../src/domain/capability.ts';
import { KEY_SCOPES, ROLES, SYSTEM, type KeyScope, type Viewer } from '../../src/domain/viewer.ts';
import { isAppError } from '../../src/errors.ts';
import { buildGraphqlSchema, type DeclaredSchema } from '../../src/schema/build-schema.ts';
import { fieldNeedsOf } from '../../src/schema/needs.ts';
import { buildSchema } from 'graphql';

let declared: DeclaredSchema;
let schemaFor: SchemaFor;

beforeAll(async () => {
  declared = await buildGraphqlSchema();
  schemaFor = createSchemaViews(declared.schema, declared.needs);
});

describe('a schema', () => {
  it('is not built while anyone could ask one of its root fields', () => {
    const schema = buildSchema('type Query { secrets: String }');

    expect(() => fieldNeedsOf(schema)).toThrow('Query.secrets: expected @Needs(<capability>), came none');
  });

  it('declares every root field', () => {
    const undeclared = rootFieldsOf(declared.schema).filter((name) => !declared.needs.has(name));

    expect(undeclared).toEqual([]);
  });
});

describe('every root field', () => {
  it.each(ROLES)('to a person who is %s is there, and refuses what the role does not hold', async (role) => {
    const viewer: Viewer = { ...SYSTEM, kind: 'user', grants: [role] };
    const schema = schemaFor(viewer);
    const held = capabilitiesOf(viewer);

    expect(rootFieldsOf(schema)).toEqual(rootFieldsOf(declared.schema));
    for (const name of rootFieldsOf(schema)) {
      const missing = declared.needs.get(name)?.find((need) => !held.includes(need));
      expect([name, refusalOf(schema, name)]).toEqual([name, missing ?? null]);
    }
  });

  it.each(KEY_SCOPES)('to a partner whose key is good for %s exists if that suffices', (scope) => {
    const viewer = partner([scope]);
    const held = capabilitiesOf(viewer);
    const expected = rootFieldsOf(declared.schema).filter((name) =>
      declared.needs.get(name)?.every((need) => held.includes(need)),
    );

    expect(rootFieldsOf(schemaFor(viewer))).toEqual(expected);
  });
});

describe('a partner', () => {
  it('is out of reach of every capability that no scope gives, whatever roles its key was given by mistake', () => {
    const mistaken: Viewer = { ...partner(KEY_SCOPES), grants: [...KEY_SCOPES, ...ROLES] };
    const out = CAPABILITIES.filter((capability) => !capabilitiesOf(mistaken).includes(capability));

    expect(out).toEqual([
      'exceptions.assign',
      'providers.read',
      'economics.read',
      'internals.read',
      'subgraph.read',
      'keys.manage',
      'webhooks.manage',
      'documents.manage',
      'audit.read',
    ]);
  });

  it('sees no field, by introspection or by name, that needs more than its scopes', () => {
    const schema = schemaFor(partner(KEY_SCOPES));
    const held = capabilitiesOf(partner(KEY_SCOPES));
    const tooMuch = fieldsOf(schema).filter(
      (name) => !(declared.needs.get(name) ?? []).every((need) => held.includes(need)),
    );

    expect(tooMuch).toEqual([]);
    expect(validate(schema, parse('{ orderLine(id: "x") { cost { amount } } }')).map(({ message }) => message)).toEqual(
      ['Cannot query field "cost" on type "OrderLine".'],
    );
  });

  it('with one scope reaches nothing of another over the edges of what it may see', () => {
    const schema = schemaFor(partner(['shipments:read']));
    const types = new Set(fieldsOf(schema).map((name) => name.split('.')[0]));

    expect(types).not.toContain('OrderLine');
    expect(types).not.toContain('Order');
    expect(types).not.toContain('PromiseRisk');
  });

  it('may at least ask who it is, with no scope at all, and so may someone who is not known', () => {
    const anonymous: Viewer = { ...SYSTEM, kind: 'anonymous', grants: [] };

    expect(rootFieldsOf(schemaFor(partner([])))).toEqual(['Query.viewer']);
    expect(rootFieldsOf(schemaFor(anonymous))).toEqual(['Query.viewer']);
  });
});

describe('a sensitive field', () => {
  it('refuses a person without the capability and names it, on the compiled path and on the other', async () => {
    const schema = schemaFor({ ...SYSTEM, kind: 'user', grants: ['viewer'] });
    const { errors } = await execute({
      schema,
      document: parse('{ _service { sdl } providers { id } }'),
      contextValue: {},
    });

    expect(errors).toBeDefined();
    const type = schema.getType('OrderLine');
    const resolve = isObjectType(type) ? type.getFields().cost?.resolve : undefined;
    expect(() => resolve?.({}, {}, {}, {} as never)).toThrow(/OrderLine.cost: expected someone who may economics.read/);
  });

  it('is the same for all who may do the same: one schema, compiled once', () => {
    const first = schemaFor(partner(['orders:read', 'risk:read']));

    expect(schemaFor({ ...partner(['risk:read', 'orders:read']), id: 'key:2' })).toBe(first);
    expect(schemaFor(SYSTEM)).not.toBe(first);
  });
});

function partner(grants: readonly KeyScope[]): Viewer {
  const rows = { kind: 'partner', partner: 'P', customerIds: ['C-1'], siteIds: null, channels: null } as const;
  return { kind: 'key', id: 'key:1', name: 'Portal', grants, rows, expiresAt: null };
}

function rootFieldsOf(schema: GraphQLSchema): readonly string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((type) => Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name ?? ''}.${field}`));
}

function fieldsOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
}

/** The capability that a root field asks for when it refuses; null when it goes on to its own work. */
function refusalOf(schema: GraphQLSchema, name: string): unknown {
  const [typeName = '', fieldName = ''] = name.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  const refuse = typeName === 'Subscription' ? field?.subscribe : field?.resolve;
  if (refuse?.name !== 'refuse') return null;
  try {
    return refuse({}, {}, {}, {} as never);
  } catch (error) {
    return isAppError(error, 'FORBIDDEN') ? error.details.capability : error;
  }
}
