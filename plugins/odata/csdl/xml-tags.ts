import { ProviderError } from '../../../src/providers/index.ts';

/** A tag of an XML document, its name without a namespace's prefix. Text between tags means nothing in CSDL. */
export interface Tag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: Readonly<Record<string, string>>;
}

/** What stands between two tags, and what a tag may be: comment, CDATA, processing instruction, document type, or an element. */
const TAG =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|(!)|(\/?)([^\s/>]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The tags of a document in their order. A document type is refused: it could name files and grow without end. */
export function* tagsOf(text: string): Generator<Tag> {
  for (const [, special, slash, written = '', given = '', end] of text.matchAll(TAG)) {
    if (special !== undefined) throw new ProviderError('bug', '$metadata: expected XML without a document type');
    if (written === '') continue;
    const attributes = [...given.matchAll(ATTRIBUTE)].map(
      ([, attribute = '', double, single]) => [attribute, decode(double ?? single ?? '')] as const,
    );
    yield {
      name: written.slice(written.indexOf(':') + 1),
      kind: slash === '/' ? 'close' : end === '/' ? 'empty' : 'open',
      attributes: Object.fromEntries(attributes),
    };
  }
}

function decode(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (whole, number: string | undefined, name: string) => {
    if (number === undefined) return ENTITIES[name] ?? whole;
    const point = Number.parseInt(name, number === '#x' ? 16 : 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
