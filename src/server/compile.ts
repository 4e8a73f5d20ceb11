import {
  getNamedType,
  GraphQLError,
  isAbstractType,
  Kind,
  specifiedScalarTypes,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type Source,
  type SourceLocation,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

/** One operation as JavaScript. Null when the variables do not fit: no resolver has run then. */
export type Compiled = (args: Omit<ExecutionArgs, 'schema'>) => Promise<ExecutionResult | null>;

/** Null when graphql-jit cannot do this operation as graphql-js would. */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): Compiled | null {
  if (hasUncommonDefault(document) || asksForUnion(schema, document)) return null;
  const compiled = tryToCompile(schema, document, operationName);
  if (!compiled) return null;
  return async function run({ rootValue, contextValue, variableValues }) {
    const { data, errors } = await compiled.query(rootValue, contextValue, variableValues);
    if (data === undefined) return null;
    return errors ? { errors: errors.map((error) => toStandard(error, document.loc?.source)), data } : { data };
  };
}

function tryToCompile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined) {
  try {
    const compiled = compileQuery(schema, document, operationName ?? undefined, {
      useExperimentalPathBasedSkipInclude: true,
    });
    return isCompiledQuery(compiled) ? compiled : null;
  } catch {
    return null;
  }
}

/** graphql-jit writes a variable's default into the code as JSON, which changes a value such as a Date. */
function hasUncommonDefault({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.variableDefinitions?.some(
        ({ defaultValue, type }) =>
          defaultValue !== undefined &&
          !(type.kind === Kind.NAMED_TYPE && specifiedScalarTypes.some(({ name }) => name === type.name.value)),
      ),
  );
}

/** type-graphql says only later which type of a union something is of, and graphql-jit does not wait for it. */
function asksForUnion(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  const Field = (): void => {
    const type = getNamedType(types.getType());
    if (isAbstractType(type) && type.resolveType) found = true;
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return found;
}

/** graphql-jit's errors have no extensions, on which Apollo Server fails: here is the same error as graphql-js makes it. */
function toStandard(
  { message, locations, path, originalError }: GraphQLError,
  source: Source | undefined,
): GraphQLError {
  const positions = source && locations?.map((location) => offsetOf(source.body, location));
  return new GraphQLError(message, { source, positions, path, originalError });
}

function offsetOf(text: string, { line, column }: SourceLocation): number {
  const breaks = [...text.matchAll(/\r\n|[\n\r]/g)];
  const before = breaks[line - 2];
  return (before ? before.index + before[0].length : 0) + column - 1;
}
