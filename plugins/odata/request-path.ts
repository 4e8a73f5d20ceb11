import type { StructuredType } from './csdl/model.ts';
import { cellOf, type Entity } from './cell.ts';
import { literalOf } from './literal.ts';
import { wrong } from './path.ts';

/** A path beneath the service's root with its options, as `%20` and not `+`, which not every service reads as a space. */
export function pathOf(resource: string, options: Readonly<Record<string, string | undefined>> = {}): string {
  const query = Object.entries(options).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${name}=${encodeURIComponent(value).replace(/%(2C|2F|3A|3B|24|3D)/g, decodeURIComponent)}`],
  );
  return query.length > 0 ? `${resource}?${query.join('&')}` : resource;
}

/** The canonical path of one row: `Orders('SO-1')`, or `Items(order='SO-1',position=10)`. */
export function entityPath(entitySet: string, type: StructuredType, entity: Entity): string {
  const parts = type.key.map((name) => {
    const member = type.members.get(name);
    const literal = member?.holds === 'value' ? literalOf(member.type, cellOf(entity, [name])) : null;
    if (literal === null) throw wrong(entitySet, `expected a value of its key property ${name}, came none`);
    return { name, literal: encodeURIComponent(literal) };
  });
  const [only] = parts;
  const key =
    only && parts.length === 1 ? only.literal : parts.map(({ name, literal }) => `${name}=${literal}`).join(',');
  return `${entitySet}(${key})`;
}
