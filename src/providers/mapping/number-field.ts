import type { PlainField } from './field-schema.ts';
import type { Reading } from './compile-value.ts';
import { toInteger, toNumber } from './convert.ts';
import { isNumberFormat, NUMBER_FORMATS, numberParser } from './parse-number.ts';
import { badMapping } from './source.ts';

/** How a field's numbers are read. Throws `CONFIG_INVALID` for a format that there is not. */
export function numberReading(field: PlainField, path: string): Reading<number> {
  const format = field.format ?? '1234.56';
  if (!isNumberFormat(format)) {
    const known = Object.keys(NUMBER_FORMATS).join(' or ');
    throw badMapping(`${path}.format`, `expected a number written like ${known}, came ${JSON.stringify(format)}`);
  }
  const parse = numberParser(format);
  const written = format === '1234.56' ? '' : ` written like ${format}`;
  return field.type === 'integer'
    ? { expected: `a whole number${written}`, convert: toInteger(parse) }
    : { expected: `a number${written}`, convert: toNumber(parse) };
}
