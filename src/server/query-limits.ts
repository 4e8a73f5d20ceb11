import {
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_LIST_ITEMS, MAX_TEXT_LENGTH } from './variable-limits.ts';

/** Tokens of one document; introspection has about 250. */
export const MAX_TOKENS = 10_000;
/** Fields inside fields; GraphiQL's introspection is not counted. */
export const MAX_DEPTH = 20;
/** Fields of one document, with what fragments stand for. */
export const MAX_FIELDS = 2_000;
/** Fields under another name: each can ask for all again. */
export const MAX_ALIASES = 100;
/** Fields of a query or mutation itself. */
export const MAX_ROOT_FIELDS = 50;
/** Directives of one document. */
export const MAX_DIRECTIVES = 50;

interface Size {
  depth: number;
  fields: number;
  aliases: number;
}

/**
 * Why a document asks for too much, over every transport alike; empty when it does not. Takes time in proportion to its text, and comes
 * before any other rule: some of those take longer than that.
 */
export function excessesOf(document: DocumentNode): readonly GraphQLError[] {
  const { depth, fields, aliases, rootFields } = sizeOf(document);
  const { directives, listItems, textLength } = partsOf(document);
  const counted: readonly (readonly [what: string, most: number, came: number])[] = [
    ['levels of fields', MAX_DEPTH, depth],
    ['fields', MAX_FIELDS, fields],
    ['aliases', MAX_ALIASES, aliases],
    ['fields at the root', MAX_ROOT_FIELDS, rootFields],
    ['directives', MAX_DIRECTIVES, directives],
    ['items in one list', MAX_LIST_ITEMS, listItems],
    ['characters in one text', MAX_TEXT_LENGTH, textLength],
  ];
  return counted.flatMap(([what, most, came]) =>
    came > most ? [refusal(`expected at most ${most} ${what}, came ${came > most * 10 ? 'far more' : came}`)] : [],
  );
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'INPUT_INVALID' } });
}

function partsOf(document: DocumentNode): { directives: number; listItems: number; textLength: number } {
  let [directives, listItems, textLength] = [0, 0, 0];
  visit(document, {
    Directive: () => void directives++,
    ListValue: ({ values }) => void (listItems = Math.max(listItems, values.length)),
    StringValue: ({ value }) => void (textLength = Math.max(textLength, value.length)),
  });
  return { directives, listItems, textLength };
}

/** Of all operations together, and of the deepest. A fragment in itself is another rule's to refuse: here it ends. */
function sizeOf({ definitions }: DocumentNode): Size & { readonly rootFields: number } {
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
  let rootFields = 0;
  for (const one of definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue;
    add(total, measure(one.selectionSet, []));
    rootFields = Math.max(rootFields, one.selectionSet.selections.length);
  }
  return { ...total, rootFields };
}

function add(to: Size, { depth, fields, aliases }: Size): void {
  to.depth = Math.max(to.depth, depth);
  to.fields += fields;
  to.aliases += aliases;
}
