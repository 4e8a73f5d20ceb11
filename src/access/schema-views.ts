import { mapSchema, MapperKind, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLFieldConfig, GraphQLSchema } from 'graphql';
import type { Capability } from '../domain/capability.ts';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { capabilitiesOf } from './permissions.ts';

/** What fields need, by `Type.field`; absent: nothing. */
type FieldNeeds = ReadonlyMap<string, readonly Capability[]>;

/** The schema as a viewer gets it: the same object for all who may do the same. */
export type SchemaFor = (viewer: Viewer) => GraphQLSchema;

/**
 * The one place in which a capability decides. What someone may do is settled when their schema is made, so that running a query
 * checks nothing: to partners, and to those who are not known, what they may not see does not exist; to people it is there and
 * refuses, saying what they would need.
 */
export function createSchemaViews(schema: GraphQLSchema, needs: FieldNeeds): SchemaFor {
  const views = new Map<string, GraphQLSchema>();
  return function schemaFor(viewer) {
    const capabilities = capabilitiesOf(viewer);
    const hides = viewer.rows.kind === 'partner' || viewer.kind === 'anonymous';
    const key = `${hides ? 'hides' : 'refuses'} ${capabilities.join(' ')}`;
    const known = views.get(key);
    if (known) return known;
    const made = viewOf(schema, needs, new Set(capabilities), hides);
    views.set(key, made);
    return made;
  };
}

type FieldConfig = GraphQLFieldConfig<unknown, unknown>;

function viewOf(
  schema: GraphQLSchema,
  needs: FieldNeeds,
  held: ReadonlySet<Capability>,
  hides: boolean,
): GraphQLSchema {
  const view = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config: FieldConfig, field, type) => {
      const missing = needs.get(`${type}.${field}`)?.find((capability) => !held.has(capability));
      if (missing === undefined) return config;
      return hides ? null : refusing(config, `${type}.${field}`, missing);
    },
  });
  return hides ? pruneSchema(view) : view;
}

function refusing(config: FieldConfig, name: string, capability: Capability): FieldConfig {
  const refuse = (): never => {
    throw new AppError('FORBIDDEN', `${name}: expected someone who may ${capability}: ask who gives out roles`, {
      capability,
    });
  };
  return { ...config, resolve: refuse, ...(config.subscribe && { subscribe: refuse }) };
}
