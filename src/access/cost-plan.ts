import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { FIELD_COSTS, INTROSPECTION_COST, MAX_FIRST, MUTATION_COST, type FieldCost } from './cost-rules.ts';

/** Raw variables of a request, before they are coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/** What one selected field costs, as far as the document alone says it. Leaves cost nothing and are left out. */
export interface CostNode {
  /** The name under which it stands in a result. */
  readonly key: string;
  /** `Type.field`, for messages. */
  readonly coordinate: string;
  readonly isList: boolean;
  /** Points for each object that it gives. */
  readonly perObject: number;
  readonly rule: FieldCost;
  /** Items that its arguments ask for; null when they do not say. */
  readonly asked: ((variables: Variables) => unknown) | null;
  /** Whether `@skip` and `@include` leave it in. */
  readonly isIncluded: (variables: Variables) => boolean;
  readonly children: readonly CostNode[];
}

/** An operation as what it costs. */
export interface CostPlan {
  readonly operation: OperationDefinitionNode['operation'];
  readonly roots: readonly CostNode[];
}

/**
 * Reads the cost of a valid operation out of its document, once: with variables it is then a few multiplications. Fields that
 * are selected twice under one name count once, as they are executed. Fragments of different types count together, which
 * may be more than comes, never less. Null when there is no such operation.
 */
export function planCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): CostPlan | null {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const operation = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return null;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const defaults = new Map(
    operation.variableDefinitions?.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, literalOf(defaultValue)]] : [],
    ),
  );

  function nodesOf(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): readonly CostNode[] {
    const found = new Map<string, Selected>();
    for (const set of sets) collect(type, set.selections, [], found, []);
    return [...found].flatMap(([key, selected]) => nodeOf(key, selected) ?? []);
  }

  /** As an executor collects fields, but keeps each condition for when the variables are there. */
  function collect(
    type: GraphQLCompositeType,
    selections: readonly SelectionNode[],
    conditions: readonly Condition[],
    into: Map<string, Selected>,
    within: readonly string[],
  ): void {
    for (const selection of selections) {
      const all = [...conditions, ...conditionsOf(selection)];
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = selection.alias?.value ?? selection.name.value;
          const known = into.get(key) ?? { type, nodes: [], conditions: [] };
          into.set(key, known);
          known.nodes.push(selection);
          known.conditions.push(all);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          collect(
            typeNamed(selection.typeCondition?.name.value, type),
            selection.selectionSet.selections,
            all,
            into,
            within,
          );
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (!fragment || within.includes(selection.name.value)) break;
          const onType = typeNamed(fragment.typeCondition.name.value, type);
          collect(onType, fragment.selectionSet.selections, all, into, [...within, selection.name.value]);
        }
      }
    }
  }

  function nodeOf(key: string, { type, nodes, conditions }: Selected): CostNode | null {
    const [node] = nodes;
    const field = node && fieldOf(type, node.name.value);
    const isIncluded = (variables: Variables): boolean =>
      conditions.some((all) => all.every((condition) => condition(variables, defaults)));
    if (!node) return null;
    if (!field) {
      if (node.name.value === '__typename') return null;
      const rule = { fixed: INTROSPECTION_COST };
      return {
        key,
        coordinate: node.name.value,
        isList: false,
        perObject: 0,
        rule,
        asked: null,
        isIncluded,
        children: [],
      };
    }
    const coordinate = `${type.name}.${field.name}`;
    const isMutation = type === schema.getMutationType();
    const rule = FIELD_COSTS[coordinate] ?? (isMutation ? { fixed: MUTATION_COST } : NO_RULE);
    const target: GraphQLNamedType = getNamedType(field.type);
    if (!isCompositeType(target) && rule === NO_RULE) return null;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return {
      key,
      coordinate,
      isList: isListType(getNullableType(field.type)),
      perObject: isCompositeType(target) && !isEdge(field, type) ? 1 : 0,
      rule,
      asked: askedBy(field, node, rule),
      isIncluded,
      children: isCompositeType(target) ? nodesOf(target, sets) : [],
    };
  }

  /** How many items a field is asked for, as its arguments say: a list's length, or `first`. */
  function askedBy({ args }: AnyField, node: FieldNode, { listArgument }: FieldCost): CostNode['asked'] {
    const readers = [listArgument, 'first'].flatMap((name) => {
      const declared = args.find((argument) => argument.name === name);
      if (!declared) return [];
      const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
      return [
        (variables: Variables): unknown => {
          if (!given) return declared.defaultValue;
          if (given.kind !== Kind.VARIABLE) return literalOf(given);
          const value = variables[given.name.value];
          return value === undefined ? (defaults.get(given.name.value) ?? declared.defaultValue) : value;
        },
      ];
    });
    if (readers.length === 0) return null;
    return (variables) => {
      for (const read of readers) {
        const value = read(variables);
        if (value !== undefined && value !== null) return Array.isArray(value) ? value.length : value;
      }
      return null;
    };
  }

  function typeNamed(name: string | undefined, otherwise: GraphQLCompositeType): GraphQLCompositeType {
    const type = name === undefined ? otherwise : schema.getType(name);
    return isCompositeType(type) ? type : otherwise;
  }

  return { operation: operation.operation, roots: nodesOf(root, [operation.selectionSet]) };
}

/** What a connection may hold when nobody says how much. */
export const UNBOUNDED = MAX_FIRST;

const NO_RULE: FieldCost = {};

type AnyField = GraphQLField<unknown, unknown>;
type Condition = (variables: Variables, defaults: ReadonlyMap<string, unknown>) => boolean;

interface Selected {
  readonly type: GraphQLCompositeType;
  readonly nodes: FieldNode[];
  readonly conditions: (readonly Condition[])[];
}

/** An edge is a place in a list, and no object of the book. */
function isEdge(field: AnyField, type: GraphQLCompositeType): boolean {
  return field.name === 'edges' && type.name.endsWith('Connection');
}

function fieldOf(type: GraphQLCompositeType, name: string): AnyField | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** A condition that cannot be read leaves the field in. */
function conditionsOf(selection: SelectionNode): readonly Condition[] {
  if (!selection.directives?.length) return [];
  return [
    (variables, defaults) => {
      try {
        const given = { ...Object.fromEntries(defaults), ...variables };
        const skip = getDirectiveValues(GraphQLSkipDirective, selection, given);
        const include = getDirectiveValues(GraphQLIncludeDirective, selection, given);
        return skip?.['if'] !== true && include?.['if'] !== false;
      } catch {
        return true;
      }
    },
  ];
}

/** The number, or the length, that a literal stands for; anything else counts as not said. */
function literalOf(value: {
  readonly kind: Kind;
  readonly value?: unknown;
  readonly values?: readonly unknown[];
}): unknown {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind === Kind.LIST) return value.values;
  if (value.kind === Kind.BOOLEAN) return value.value;
  return null;
}
