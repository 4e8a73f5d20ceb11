import type { PlainField, Scalar } from './field-schema.ts';
import type { Convert } from './convert.ts';
import { UnreadableCell, type Read } from './row.ts';
import { badMapping, compileLookup, compileSource, NOT_LISTED, type FieldContext } from './source.ts';

/** How a value is read: what it is for people, and the function that reads it. */
export interface Reading<T> {
  readonly expected: string;
  readonly convert: Convert<T>;
}

/**
 * Compiles source, lookup and type into one function of a row. Null where the row says nothing. A value that is not of the type
 * throws `UnreadableCell`, unless `otherwise` says what to take. Constants of the mapping are read here and now.
 */
export function compileValue<T>(
  field: PlainField,
  path: string,
  context: FieldContext,
  reading: Reading<T>,
): Read<T | null> {
  const { read, label } = compileSource(field, path, context);
  const checked = constantReader(path, reading);
  if (field.const !== undefined) {
    const constant = checked('const', field.const);
    return () => constant;
  }
  const otherwise = field.otherwise === undefined ? undefined : checked('otherwise', field.otherwise);
  if (field.lookup !== undefined) {
    for (const [key, value] of Object.entries(field.lookup)) checked(`lookup.${key}`, value);
  }
  const { convert, expected } = reading;
  const found = compileLookup(field, read);
  return (row) => {
    const value = found(row);
    if (value === null) return null;
    const converted = value === NOT_LISTED ? undefined : convert(value);
    if (converted !== undefined) return converted;
    if (otherwise !== undefined) return otherwise;
    throw new UnreadableCell(
      `${label}: expected ${value === NOT_LISTED ? listed(field) : expected}, came ${JSON.stringify(read(row))}`,
    );
  };
}

function constantReader<T>(path: string, { convert, expected }: Reading<T>) {
  return (part: string, value: Scalar): T | null => {
    if (value === null) return null;
    const converted = convert(value);
    if (converted === undefined)
      throw badMapping(`${path}.${part}`, `expected ${expected}, came ${JSON.stringify(value)}`);
    return converted;
  };
}

function listed({ lookup }: PlainField): string {
  return `one of ${Object.keys(lookup ?? {}).join(', ')}`;
}
