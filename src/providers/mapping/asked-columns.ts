import type { Columns } from './row.ts';
import { badMapping } from './source.ts';

/**
 * Columns of a source that is asked for just those that a mapping names: each is added to the list when it is first named, and read from its
 * place there. `instead` says what a mapping at `path` writes in place of a `file`, which has no meaning there.
 */
export function askedColumns(asked: string[], path: string, instead: string): Columns {
  return {
    cell: (column, file) => {
      if (file !== undefined) throw badMapping(path, `\`file\` has no meaning here: ${instead}`);
      if (!asked.includes(column)) asked.push(column);
      const at = asked.indexOf(column);
      return (row) => row[0]?.[at] ?? '';
    },
  };
}
