import { ProviderError } from '../../../src/providers/index.ts';
import type { Member, Model, StructuredType } from './model.ts';

/** `$metadata` as it is written, JSON or XML, before names are resolved. */
export interface RawModel {
  readonly types: ReadonlyMap<string, RawType>;
  /** Names of types that stand for another, such as a text with a meaning. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Names of types by entity set. */
  readonly entitySets: ReadonlyMap<string, string>;
  /** Namespaces by alias. */
  readonly aliases: ReadonlyMap<string, string>;
}

export interface RawType {
  readonly base: string | null;
  readonly key: readonly string[];
  readonly members: readonly RawMember[];
}

export interface RawMember {
  readonly name: string;
  readonly type: string;
  readonly isNavigation: boolean;
  readonly isCollection: boolean;
  readonly isNullable: boolean;
  readonly precision: number | null;
  readonly maxLength: number | null;
}

/** A type may inherit from one that inherits, and so on; not for ever. */
const ANCESTORS_AT_MOST = 32;

/** Resolves aliases, inheritance and references. Throws `bug` for a model that names what it does not have. */
export function toModel({ types, definitions, entitySets, aliases }: RawModel): Model {
  const made = new Map<string, StructuredType>();

  function unaliased(name: string): string {
    const dot = name.lastIndexOf('.');
    const namespace = aliases.get(name.slice(0, Math.max(dot, 0)));
    return namespace === undefined ? name : `${namespace}${name.slice(dot)}`;
  }

  function typeOf(name: string): StructuredType {
    const known = made.get(name);
    if (known) return known;
    const lineage = lineageOf(name);
    const type: StructuredType = {
      name,
      key: lineage.find(({ key }) => key.length > 0)?.key ?? [],
      members: new Map(
        lineage.toReversed().flatMap(({ members }) => members.map((member) => [member.name, toMember(member)])),
      ),
    };
    made.set(name, type);
    return type;
  }

  /** A type and those that it inherits from. */
  function lineageOf(name: string): readonly RawType[] {
    const lineage: RawType[] = [];
    for (let next: string | null = name; next !== null;) {
      const type: RawType | undefined = types.get(unaliased(next));
      if (!type || lineage.length > ANCESTORS_AT_MOST)
        throw new ProviderError('bug', `$metadata: expected a type ${next}, came none`);
      lineage.push(type);
      next = type.base;
    }
    return lineage;
  }

  function toMember({ type: written, ...member }: RawMember): Member {
    const name = unaliased(written);
    const type = definitions.get(name) ?? name;
    const { isCollection, isNullable, precision, maxLength } = member;
    if (!member.isNavigation && !types.has(type))
      return { holds: 'value', type, isCollection, isNullable, precision, maxLength };
    return { holds: member.isNavigation ? 'navigation' : 'complex', isCollection, target: () => typeOf(type) };
  }

  return { entitySets: new Map([...entitySets].map(([set, type]) => [set, typeOf(unaliased(type))])) };
}
