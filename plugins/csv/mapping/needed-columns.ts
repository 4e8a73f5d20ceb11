import {
  badMapping,
  compileRecord,
  didYouMean,
  RECORD_KINDS,
  type Columns,
  type RecordKind,
} from '../../../src/providers/index.ts';
import type { Mapping, RecordMapping } from './mapping-schema.ts';

/** The columns that a mapping reads of each file; true for a column that must be there. */
export type NeededColumns = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/**
 * Compiles every kind of a mapping with nothing behind it, so that whatever is wrong in the mapping is found before a file is
 * opened. Throws `CONFIG_INVALID` with the place in the mapping.
 */
export function neededColumns(mapping: Mapping): NeededColumns {
  const needed = new Map<string, Map<string, boolean>>();
  const need = (file: string, column: string, must: boolean) => {
    const columns = needed.get(file) ?? new Map<string, boolean>();
    needed.set(file, columns.set(column, must || columns.get(column) === true));
  };
  for (const [kind, record] of recordsOf(mapping)) {
    const path = `records.${kind}`;
    const base = baseFile(mapping, record, path);
    const reachable = [base];
    needed.set(base, needed.get(base) ?? new Map<string, boolean>());
    for (const [name, { on, column, file = base }] of Object.entries(record.join ?? {})) {
      checkFile(name, Object.keys(mapping.files), `${path}.join.${name}`);
      checkFile(file, reachable, `${path}.join.${name}.file`);
      if (reachable.includes(name))
        throw badMapping(
          `${path}.join.${name}`,
          'this file is already read here: give a copy of it another name under `files`',
        );
      need(name, on, true);
      need(file, column, true);
      reachable.push(name);
    }
    compileRecord(kind, record, mapping, recorder(base, reachable, path, need));
  }
  return needed;
}

/** The kinds that a mapping gives, with how. */
export function recordsOf(mapping: Mapping): readonly (readonly [RecordKind, RecordMapping])[] {
  return RECORD_KINDS.flatMap((kind) => {
    const record = mapping.records[kind];
    return record ? [[kind, record] as const] : [];
  });
}

/** The file whose rows become the records: the mapping's first unless the record names one. */
export function baseFile(mapping: Mapping, { file }: RecordMapping, path: string): string {
  const names = Object.keys(mapping.files);
  if (file !== undefined) checkFile(file, names, `${path}.file`);
  return file ?? names[0] ?? '';
}

function recorder(
  base: string,
  reachable: readonly string[],
  path: string,
  need: (file: string, column: string, must: boolean) => void,
): Columns {
  return {
    cell: (column, file = base, optional) => {
      checkFile(file, reachable, path);
      need(file, column, !optional);
      return () => '';
    },
  };
}

function checkFile(name: string, known: readonly string[], path: string): void {
  if (known.includes(name)) return;
  throw badMapping(
    path,
    `expected a file that is read here (${known.join(', ')}), came ${JSON.stringify(name)}${didYouMean(name, known)}`,
  );
}
