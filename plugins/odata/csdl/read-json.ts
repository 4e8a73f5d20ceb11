import { z } from '../../../src/providers/index.ts';
import type { RawMember, RawModel, RawType } from './raw.ts';

/** Only what is read is listed: https://docs.oasis-open.org/odata/odata-csdl-json/v4.01/. */
const Element = z.looseObject({
  $Kind: z.string().optional(),
  $Type: z.string().optional(),
  $BaseType: z.string().optional(),
  $UnderlyingType: z.string().optional(),
  $Collection: z.boolean().optional(),
  $Nullable: z.boolean().optional(),
  $Precision: z.number().optional(),
  $MaxLength: z.number().optional(),
  $Key: z.array(z.union([z.string(), z.record(z.string(), z.string())])).optional(),
});
type Element = z.output<typeof Element>;

const Schema = z.looseObject({ $Alias: z.string().optional() });
const Document = z.looseObject({ $Version: z.string() });

/** CSDL JSON. Throws what zod throws when it is none. */
export function readJson(text: string): RawModel {
  const types = new Map<string, RawType>();
  const definitions = new Map<string, string>();
  const entitySets = new Map<string, string>();
  const aliases = new Map<string, string>();

  for (const [namespace, content] of membersOf(Document.parse(JSON.parse(text)))) {
    const schema = Schema.parse(content);
    if (schema.$Alias !== undefined) aliases.set(schema.$Alias, namespace);
    for (const [name, given] of membersOf(schema)) take(`${namespace}.${name}`, given);
  }
  return { types, definitions, entitySets, aliases };

  function take(name: string, given: unknown): void {
    const { success, data: element } = Element.safeParse(given);
    if (!success) return; // functions and actions are lists
    if (element.$Kind === 'EntityType' || element.$Kind === 'ComplexType') types.set(name, toType(element));
    if (element.$Kind === 'TypeDefinition') definitions.set(name, element.$UnderlyingType ?? 'Edm.String');
    if (element.$Kind === 'EntityContainer') {
      for (const [set, member] of membersOf(element)) {
        const parsed = Element.safeParse(member);
        if (parsed.data?.$Collection && parsed.data.$Type !== undefined) entitySets.set(set, parsed.data.$Type);
      }
    }
  }
}

function toType(element: Element): RawType {
  return {
    base: element.$BaseType ?? null,
    key: (element.$Key ?? []).flatMap((part) => (typeof part === 'string' ? [part] : Object.values(part))),
    members: membersOf(element).flatMap(([name, given]) => {
      const { success, data } = Element.safeParse(given);
      return success ? [toMember(name, data)] : [];
    }),
  };
}

/** What is not said has the defaults of CSDL JSON: a text that is never null. */
function toMember(name: string, element: Element): RawMember {
  return {
    name,
    type: element.$Type ?? 'Edm.String',
    isNavigation: element.$Kind === 'NavigationProperty',
    isCollection: element.$Collection ?? false,
    isNullable: element.$Nullable ?? false,
    precision: element.$Precision ?? null,
    maxLength: element.$MaxLength ?? null,
  };
}

/** Members that are neither keywords nor annotations. */
function membersOf(object: object): [string, unknown][] {
  return Object.entries(object).filter(([name]) => !name.startsWith('$') && !name.includes('@'));
}
