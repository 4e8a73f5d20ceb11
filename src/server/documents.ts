import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { MAX_TOKENS } from './apollo.ts';
import { createLru } from './lru.ts';
import { limitQuery } from './query-limits.ts';

/** Parses and checks documents, each once: the same text gives the same document. */
export interface Documents {
  /** The document, or why it is refused. */
  readonly get: (text: string) => DocumentNode | readonly GraphQLError[];
}

/** Documents kept. */
const KEPT = 500;
const RULES = [...specifiedRules, limitQuery];

/** The same rules as over HTTP. */
export function createDocuments(schema: GraphQLSchema): Documents {
  const known = createLru<string, DocumentNode>(KEPT);

  function read(text: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(text, { maxTokens: MAX_TOKENS });
      const errors = validate(schema, document, RULES);
      if (errors.length > 0) return errors;
      known.set(text, document);
      return document;
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  return { get: (text) => known.get(text) ?? read(text) };
}
