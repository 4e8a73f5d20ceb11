import { getNamedType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { CAPABILITIES, type Capability } from '../domain/capability.ts';
import { AppError } from '../errors.ts';

/**
 * Says what a viewer must be allowed to see a field, or whatever is of a type. Required on every field of Query, Mutation and
 * Subscription: the schema is not built without. What follows from it is decided where schemas are made for viewers.
 */
export function Needs(capability: Capability): ReturnType<typeof Extensions> {
  return Extensions({ [DECLARED]: capability });
}

const DECLARED = 'needs';

/** What fields that federation adds need: they are declared nowhere. */
const FEDERATION: Readonly<Record<string, Capability>> = {
  'Query._service': 'subgraph.read',
  'Query._entities': 'subgraph.read',
};

/** What each field needs, by `Type.field`: its own declaration, and that of the type it leads to. Absent: nothing. */
export type FieldNeeds = ReadonlyMap<string, readonly Capability[]>;

/** Reads every declaration of a schema. Throws `INVARIANT` naming a root field without one. */
export function fieldNeedsOf(schema: GraphQLSchema): FieldNeeds {
  const needs = new Map<string, readonly Capability[]>(
    Object.entries(FEDERATION).map(([name, capability]) => [name, [capability]]),
  );
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const own = declared(field);
      if (own === null && roots.includes(type)) throw undeclared(`${type.name}.${field.name}`);
      const ofType = needOfType(schema, getNamedType(field.type).name);
      const all = [...new Set([own, ofType])].filter((one) => one !== null);
      if (all.length > 0) needs.set(`${type.name}.${field.name}`, all);
    }
  }
  return needs;
}

/** A connection needs what its edges need, and an edge what its node needs. */
function needOfType(schema: GraphQLSchema, name: string): Capability | null {
  const type = schema.getType(name);
  if (!isObjectType(type)) return null;
  const inner: GraphQLField<unknown, unknown> | undefined = type.getFields().node ?? type.getFields().edges;
  return declared(type) ?? (inner ? needOfType(schema, getNamedType(inner.type).name) : null);
}

function declared({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): Capability | null {
  return CAPABILITIES.find((capability) => capability === extensions[DECLARED]) ?? null;
}

function undeclared(name: string): AppError {
  return new AppError('INVARIANT', `${name}: expected @Needs(<capability>), came none: say who may ask it`);
}
