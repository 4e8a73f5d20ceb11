import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationContext,
} from 'graphql';
import { createLru } from './lru.ts';
import { excessesOf, MAX_TOKENS } from './query-limits.ts';

/** Parses and checks documents, each once: the same text gives the same document. */
export interface Documents {
  /** The document, or why it is refused; each refusal has a code. */
  readonly get: (text: string) => DocumentNode | readonly GraphQLError[];
}

/** Documents kept. */
const KEPT = 500;

/** Errors told of one document. */
const MAX_ERRORS = 20;

/**
 * An operation of a kind that the schema has nothing of: GraphQL leaves it to execution, where it would count as a fault of ours. A partner's
 * schema has no mutations.
 */
function KnownOperationKinds(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (!context.getSchema().getRootType(node.operation))
        context.reportError(new GraphQLError(`There is no ${node.operation} in this schema.`, { nodes: node }));
    },
  };
}

const RULES = [...specifiedRules, KnownOperationKinds];

/** The same rules over every transport. */
export function createDocuments(schema: GraphQLSchema): Documents {
  const known = createLru<string, DocumentNode>(KEPT);

  function read(text: string): DocumentNode | readonly GraphQLError[] {
    const document = parsed(text);
    if (!('kind' in document)) return document;
    const excesses = excessesOf(document);
    if (excesses.length > 0) return excesses;
    const errors = validate(schema, document, RULES, { maxErrors: MAX_ERRORS });
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    known.set(text, document);
    return document;
  }

  return { get: (text) => known.get(text) ?? read(text) };
}

function parsed(text: string): DocumentNode | readonly GraphQLError[] {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

/** The codes that Apollo's clients know. */
function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, {
    ...{ nodes: nodes ?? null, source: source ?? null, positions: positions ?? null },
    extensions: { code },
  });
}
