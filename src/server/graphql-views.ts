import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../domain/viewer.ts';
import { createDocuments, type Documents } from './documents.ts';

/** What viewers who may do the same are answered with. */
export interface GraphqlView {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
}

export interface GraphqlViews {
  /** Made when the first such viewer comes. */
  readonly of: (viewer: Viewer) => GraphqlView;
}

/** One view for each schema that viewers have: their documents are checked against what they may see. */
export function createGraphqlViews(schemaFor: (viewer: Viewer) => GraphQLSchema): GraphqlViews {
  const views = new WeakMap<GraphQLSchema, GraphqlView>();
  return {
    of(viewer) {
      const schema = schemaFor(viewer);
      const view = views.get(schema) ?? { schema, documents: createDocuments(schema) };
      views.set(schema, view);
      return view;
    },
  };
}
