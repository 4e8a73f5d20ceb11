import { didYouMean, ProviderError } from '../../src/providers/index.ts';
import type { Member, StructuredType } from './csdl/model.ts';

/** A property that a mapping names, found in the model. */
export interface FoundPath {
  /** Each step with what it is; the last one is a value. */
  readonly steps: readonly { readonly name: string; readonly member: Member }[];
  readonly value: Extract<Member, { holds: 'value' }>;
}

interface PathOptions {
  /** Where the mapping names it, such as `records.order`. */
  readonly place: string;
  /** The one collection that may be on the way, by name. */
  readonly lines?: string | null;
}

/** Finds `items/product/sku` from a type on. Throws `config`, with the nearest name, for a property that there is not. */
export function findPath(type: StructuredType, path: string, { place, lines = null }: PathOptions): FoundPath {
  const names = path.split('/');
  const steps: { name: string; member: Member }[] = [];
  let owner: StructuredType = type;
  for (const [at, name] of names.entries()) {
    const member = memberOf(owner, name, place);
    const isLast = at === names.length - 1;
    steps.push({ name, member });
    if (member.holds === 'value') {
      if (isLast) return { steps, value: member };
      throw wrong(place, `expected "${path}" to be a property, ${name} of ${owner.name} has no parts`);
    }
    if (isLast) throw wrong(place, `expected a property, came "${path}", which has parts: ${namesIn(member.target())}`);
    if (member.isCollection && !(at === 0 && name === lines))
      throw wrong(place, `expected one value, came "${path}": ${name} has many; name it in \`lines\``);
    owner = member.target();
  }
  throw wrong(place, 'expected a property, came an empty text');
}

/** A member of a type. Throws `config` for one that there is not. */
export function memberOf(type: StructuredType, name: string, place: string): Member {
  const member = type.members.get(name);
  if (member) return member;
  throw wrong(
    place,
    `expected a property of ${type.name}, came ${JSON.stringify(name)}${didYouMean(name, type.members.keys())}`,
  );
}

export function wrong(place: string, problem: string): ProviderError {
  return new ProviderError('config', `${place}: ${problem}`, { place });
}

function namesIn({ members }: StructuredType): string {
  return [...members.keys()].slice(0, 20).join(', ');
}
