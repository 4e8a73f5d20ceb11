import {
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** One operation on one root field, that asks for all that can be reached from it. */
export interface WalkedOperation {
  readonly field: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Values that an argument of a root field may be given, by its name. */
export type Candidates = Readonly<Record<string, readonly unknown[]>>;

/** Levels of fields below a root field. */
const DEEP = 8;

/**
 * Operations that between them ask for every field of a schema's queries or subscriptions, made from the schema: a new field is in them, and
 * a new argument that is required and has no candidates fails. `reached` is told every field that is asked for.
 */
export function walk(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  candidates: Candidates,
  reached: (name: string) => void,
): readonly WalkedOperation[] {
  const word = root === schema.getSubscriptionType() ? 'subscription' : 'query';
  return Object.values(root.getFields()).flatMap((field) => {
    reached(`${root.name}.${field.name}`);
    const required = field.args.filter(isRequiredArgument);
    const declared = required.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const given = required.map(({ name }) => `${name}: $${name}`).join(', ');
    const text =
      `${word} Walk${declared && `(${declared})`} ` +
      `{ ${field.name}${given && `(${given})`} ${selectionOf(field, [], reached)} }`;
    return combinations(field, candidates).map((variables) => ({ field: field.name, text, variables }));
  });
}

function combinations(
  { name: field, args }: GraphQLField<unknown, unknown>,
  candidates: Candidates,
): readonly Readonly<Record<string, unknown>>[] {
  return args.filter(isRequiredArgument).reduce<readonly Record<string, unknown>[]>(
    (all, { name }) => {
      const values = candidates[name];
      if (!values) throw new Error(`${field}: expected candidates for the argument ${name}`);
      return all.flatMap((known) => values.map((value) => ({ ...known, [name]: value })));
    },
    [{}],
  );
}

/** A type is not entered again inside of itself. */
function selectionOf(
  field: GraphQLField<unknown, unknown>,
  path: readonly string[],
  reached: (name: string) => void,
): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '';
  const inner = Object.values(type.getFields()).flatMap((one) => {
    const named = getNamedType(one.type);
    if (one.args.some(isRequiredArgument)) throw new Error(`${type.name}.${one.name}: expected no required argument`);
    if (!isLeafType(named) && (path.length >= DEEP || path.includes(named.name))) return [];
    reached(`${type.name}.${one.name}`);
    return [`${one.name} ${selectionOf(one, [...path, type.name], reached)}`];
  });
  return `{ ${['__typename', ...inner].join(' ')} }`;
}
