import type { StructuredType } from './csdl/model.ts';
import type { FoundPath } from './path.ts';

/** What is asked for of a row: its own properties, and those of rows that it refers to. */
interface Selection {
  readonly properties: Set<string>;
  readonly expanded: Map<string, { readonly selection: Selection; readonly type: StructuredType }>;
}

/** `$select` and `$expand` for some properties of a type, and nothing else: what is not mapped is not asked for. */
export function selectionOf(type: StructuredType, paths: readonly FoundPath[]): Readonly<Record<string, string>> {
  const selection = empty();
  for (const { steps } of paths) add(selection, steps);
  return options(selection, type);
}

function add(selection: Selection, [first, ...rest]: FoundPath['steps']): void {
  if (!first) return;
  const { name, member } = first;
  if (member.holds !== 'navigation') {
    selection.properties.add(name); // a complex property comes as a whole
    return;
  }
  const known = selection.expanded.get(name) ?? { selection: empty(), type: member.target() };
  selection.expanded.set(name, known);
  add(known.selection, rest);
}

function options({ properties, expanded }: Selection, { key }: StructuredType): Record<string, string> {
  const select = properties.size > 0 ? [...properties] : key; // an empty list would mean all
  const expand = [...expanded].map(([name, { selection, type }]) => {
    const inner = Object.entries(options(selection, type)).map(([option, value]) => `${option}=${value}`);
    return inner.length > 0 ? `${name}(${inner.join(';')})` : name;
  });
  return {
    ...(select.length > 0 ? { $select: select.join(',') } : {}),
    ...(expand.length > 0 ? { $expand: expand.join(',') } : {}),
  };
}

function empty(): Selection {
  return { properties: new Set(), expanded: new Map() };
}
