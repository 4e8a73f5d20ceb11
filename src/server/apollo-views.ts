import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { startApollo, type ApolloOptions } from './apollo.ts';

/** GraphQL over HTTP for every schema that viewers have. */
export interface ApolloViews {
  /** Started when the first viewer with that schema asks. */
  readonly of: (schema: GraphQLSchema) => Promise<ApolloServer>;
  readonly stop: () => Promise<void>;
}

/** Apollo Server knows one schema: each has one of its own. */
export function createApolloViews(options: Omit<ApolloOptions, 'schema'>): ApolloViews {
  const started = new Map<GraphQLSchema, Promise<ApolloServer>>();
  return {
    of(schema) {
      const apollo = started.get(schema) ?? startApollo({ ...options, schema });
      started.set(schema, apollo);
      return apollo;
    },
    async stop() {
      for (const apollo of started.values()) await (await apollo).stop();
    },
  };
}
