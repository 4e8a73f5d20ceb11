import { inventoryIdOf } from '../../domain/record/identifier.ts';
import type { RecordKind } from '../../domain/record/record.ts';
import type { RowMapping } from './record-mapping.ts';
import { badMapping } from './source.ts';

/** The columns by which a source finds a record: that of its id, or of item and site. Throws `CONFIG_INVALID`, with what was `expected`, where a mapping makes its text. */
export function keyColumns(
  kind: RecordKind,
  { fields }: Pick<RowMapping, 'fields'>,
  path: string,
  expected: string,
): readonly string[] {
  const parts = kind === 'inventory' ? ['itemId', 'siteId'] : ['id'];
  return parts.map((part) => {
    const field = fields[part];
    if (field?.column === undefined || field.lookup || field.otherwise !== undefined)
      throw badMapping(`${path}.fields.${part}`, `expected ${expected}`);
    return field.column;
  });
}

/** The key of a record, made of the cells of its key columns: an item and a site for inventory, one cell for all others. */
export function keyFromCells(kind: RecordKind, [first = '', second = '']: readonly string[]): string {
  return kind === 'inventory' ? inventoryIdOf(first, second) : first;
}

/** The other way: what the key columns of a record hold; null for a text that is no key of the kind. */
export function cellsFromKey(kind: RecordKind, key: string): readonly string[] | null {
  if (kind !== 'inventory') return [key];
  const at = key.lastIndexOf('@');
  const site = key
    .slice(at + 1)
    .replaceAll('%40', '@')
    .replaceAll('%25', '%');
  const cells = [key.slice(0, Math.max(at, 0)), site];
  return keyFromCells(kind, cells) === key ? cells : null;
}
