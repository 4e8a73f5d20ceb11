import { inventoryIdOf, type RecordKind } from '../../src/providers/index.ts';

/** The key of a record made of the cells of its key properties. */
export function toKey(kind: RecordKind, [first = '', second = '']: readonly string[]): string {
  return kind === 'inventory' ? inventoryIdOf(first, second) : first;
}

/** What the key properties of a record hold; null for a text that is no key of the kind. */
export function fromKey(kind: RecordKind, key: string): readonly string[] | null {
  if (kind !== 'inventory') return [key];
  const at = key.lastIndexOf('@');
  const site = key
    .slice(at + 1)
    .replaceAll('%40', '@')
    .replaceAll('%25', '%');
  const cells = [key.slice(0, Math.max(at, 0)), site];
  return toKey(kind, cells) === key ? cells : null;
}
