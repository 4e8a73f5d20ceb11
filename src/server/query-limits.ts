import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Fields inside fields; GraphiQL's introspection is not counted. */
export const MAX_DEPTH = 20;
/** Fields of one document, with what fragments stand for. */
export const MAX_FIELDS = 5_000;
/** Fields under another name: each can ask for all again. */
export const MAX_ALIASES = 200;

interface Size {
  depth: number;
  fields: number;
  aliases: number;
}

/** Refuses documents that would ask for too much, over every transport alike. */
export function limitQuery(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const { depth, fields, aliases } = sizeOf(document);
      const refuse = (what: string, most: number, came: number): void => {
        if (came > most)
          context.reportError(
            refusal(`expected at most ${most} ${what}, came ${came > most * 10 ? 'far more' : came}`),
          );
      };
      refuse('levels of fields', MAX_DEPTH, depth);
      refuse('fields', MAX_FIELDS, fields);
      refuse('aliases', MAX_ALIASES, aliases);
      return false;
    },
  };
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'INPUT_INVALID' } });
}

/** The largest of each over the operations. A fragment in itself is another rule's to refuse: here it ends. */
function sizeOf({ definitions }: DocumentNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const known = new Map<string, Size>();

  function measure({ selections }: SelectionSetNode, within: readonly string[]): Size {
    const size: Size = { depth: 0, fields: 0, aliases: 0 };
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          if (selection.name.value.startsWith('__')) break;
          const inner = selection.selectionSet
            ? measure(selection.selectionSet, within)
            : { depth: 0, fields: 0, aliases: 0 };
          add(size, {
            depth: inner.depth + 1,
            fields: inner.fields + 1,
            aliases: inner.aliases + (selection.alias ? 1 : 0),
          });
          break;
        }
        case Kind.INLINE_FRAGMENT:
          add(size, measure(selection.selectionSet, within));
          break;
        case Kind.FRAGMENT_SPREAD:
          add(size, measureFragment(selection.name.value, within));
          break;
      }
    }
    return size;
  }

  /** Each is measured once: fragments of fragments would otherwise take time without bound. */
  function measureFragment(name: string, within: readonly string[]): Size {
    const fragment = fragments.get(name);
    const size = known.get(name);
    if (size || !fragment || within.includes(name)) return size ?? { depth: 0, fields: 0, aliases: 0 };
    const measured = measure(fragment.selectionSet, [...within, name]);
    known.set(name, measured);
    return measured;
  }

  const total: Size = { depth: 0, fields: 0, aliases: 0 };
  for (const one of definitions) if (one.kind === Kind.OPERATION_DEFINITION) add(total, measure(one.selectionSet, []));
  return total;
}

function add(to: Size, { depth, fields, aliases }: Size): void {
  to.depth = Math.max(to.depth, depth);
  to.fields += fields;
  to.aliases += aliases;
}
