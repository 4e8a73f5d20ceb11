import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  visit,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])';
const ROOTS = ['Query', 'Mutation', 'Subscription'];
const PAGE_ARGS = ['first', 'after'];

/**
 * A schema as the text of a Federation 2 subgraph: types by name, the roots first, fields and arguments as they are declared.
 * A subgraph's roots are found by their names: it has no `schema` block.
 */
export function toSubgraphText(schema: GraphQLSchema): string {
  const { definitions } = parse(printSchemaWithDirectives(schema));
  const types = definitions.filter(isTypeDefinitionNode).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return [FEDERATION, ...types.map((type) => print(inDeclaredOrder(type)))].join('\n\n');
}

function sortKey({ name }: TypeDefinitionNode): string {
  const root = ROOTS.indexOf(name.value);
  return root < 0 ? name.value : ` ${String(root)}`;
}

/** type-graphql lists single arguments backwards (parameter decorators run last to first), after those of a class. */
function inDeclaredOrder(type: TypeDefinitionNode): TypeDefinitionNode {
  return visit(type, {
    [Kind.FIELD_DEFINITION]: (field) => {
      const own = field.arguments?.filter((argument) => !isPageArg(argument)) ?? [];
      const page = field.arguments?.filter(isPageArg) ?? [];
      return { ...field, arguments: [...own.reverse(), ...page] };
    },
  });
}

function isPageArg({ name }: InputValueDefinitionNode): boolean {
  return PAGE_ARGS.includes(name.value);
}
