import type { RawMember, RawModel, RawType } from './raw.ts';
import { tagsOf, type Tag } from './xml-tags.ts';

/** CSDL XML: https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/. Only what is read is listed. */
export function readXml(text: string): RawModel {
  const types = new Map<string, RawType>();
  const definitions = new Map<string, string>();
  const entitySets = new Map<string, string>();
  const aliases = new Map<string, string>();
  let namespace = '';
  let open: { readonly key: string[]; readonly members: RawMember[] } | null = null;

  for (const { name, kind, attributes } of tagsOf(text)) {
    if (kind === 'close') {
      if (name === 'EntityType' || name === 'ComplexType') open = null;
      continue;
    }
    const { Name = '', Type = 'Edm.String' } = attributes;
    switch (name) {
      case 'Schema':
        namespace = attributes.Namespace ?? '';
        if (attributes.Alias !== undefined) aliases.set(attributes.Alias, namespace);
        break;
      case 'EntityType':
      case 'ComplexType': {
        const type = { base: attributes.BaseType ?? null, key: [], members: [] };
        types.set(`${namespace}.${Name}`, type);
        open = kind === 'open' ? type : null;
        break;
      }
      case 'PropertyRef':
        open?.key.push(Name);
        break;
      case 'Property':
      case 'NavigationProperty':
        open?.members.push(toMember(name, Name, Type, attributes));
        break;
      case 'TypeDefinition':
        definitions.set(`${namespace}.${Name}`, attributes.UnderlyingType ?? 'Edm.String');
        break;
      case 'EntitySet':
        entitySets.set(Name, attributes.EntityType ?? '');
        break;
    }
  }
  return { types, definitions, entitySets, aliases };
}

function toMember(tag: string, name: string, written: string, attributes: Tag['attributes']): RawMember {
  const [, of] = /^Collection\((.*)\)$/.exec(written) ?? [];
  return {
    name,
    type: of ?? written,
    isNavigation: tag === 'NavigationProperty',
    isCollection: of !== undefined,
    isNullable: attributes.Nullable !== 'false',
    precision: numberOf(attributes.Precision),
    maxLength: numberOf(attributes.MaxLength),
  };
}

/** Null also for words such as `max`. */
function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
