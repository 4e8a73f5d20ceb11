import { AppError } from '../../errors.ts';
import type { PlainField, Scalar } from './field-schema.ts';
import type { Columns, Read, Row } from './row.ts';

/** What a field is made with: where columns are, and what the mapping says for all fields. */
export interface FieldContext {
  readonly columns: Columns;
  readonly zone: string | undefined;
  readonly currency: string | undefined;
  readonly uom: string | undefined;
  readonly empty: readonly string[];
}

/** A field's raw value, before its type counts. */
export interface Source {
  /** Null when the cell is empty. */
  readonly read: Read<Scalar>;
  /** For people: `column "Order Id"`. */
  readonly label: string;
}

/** Marks a text that the field's `lookup` does not list. */
export const NOT_LISTED = Symbol('not listed');

/** Compiles where a value comes from. Throws `CONFIG_INVALID` with the place in the mapping. */
export function compileSource(field: PlainField, path: string, context: FieldContext): Source {
  const given = [field.column, field.const, field.template].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw badMapping(
      path,
      `expected exactly one of column, const and template, came ${given.length === 0 ? 'none' : 'more'}`,
    );
  }
  if (field.const !== undefined) {
    const constant = field.const;
    return { read: () => constant, label: `constant ${JSON.stringify(constant)}` };
  }
  const empty = new Set(['', ...(field.empty ?? context.empty)]);
  const text =
    field.column === undefined
      ? compileTemplate(field, path, empty, context)
      : compileColumn(field, field.column, context);
  const label =
    field.column === undefined
      ? `template ${JSON.stringify(field.template)}`
      : `column ${JSON.stringify(field.column)}`;
  return {
    label,
    read: (row) => {
      const found = text(row);
      return empty.has(found) ? null : found;
    },
  };
}

/** Looks a value up; gives `NOT_LISTED` for one that the table lacks. Null stays null. */
export function compileLookup(field: PlainField, read: Read<Scalar>): Read<Scalar | typeof NOT_LISTED> {
  if (field.lookup === undefined) return read;
  const table = new Map(Object.entries(field.lookup));
  return (row: Row) => {
    const value = read(row);
    if (value === null) return null;
    const found = table.get(String(value));
    return found === undefined ? NOT_LISTED : found;
  };
}

export function badMapping(path: string, problem: string): AppError {
  return new AppError('CONFIG_INVALID', `${path}: ${problem}`, { path });
}

function compileColumn(field: PlainField, column: string, { columns }: FieldContext): Read<string> {
  return columns.cell(column, field.file, field.optional ?? false) ?? (() => '');
}

/** Empty when one of its parts is: half a key is no key. */
function compileTemplate(
  field: PlainField,
  path: string,
  empty: ReadonlySet<string>,
  context: FieldContext,
): Read<string> {
  const parts = (field.template ?? '').split(/\{([^{}]*)\}/);
  if (parts.length < 3)
    throw badMapping(
      `${path}.template`,
      `expected a column in braces, such as {Order Id}, came ${JSON.stringify(field.template)}`,
    );
  const reads = parts.map((part, at) => (at % 2 === 0 ? () => part : compileColumn(field, part, context)));
  return (row) => {
    let joined = '';
    for (let at = 0; at < reads.length; at += 1) {
      const part = reads[at]?.(row) ?? '';
      if (at % 2 === 1 && empty.has(part)) return '';
      joined += part;
    }
    return joined;
  };
}
