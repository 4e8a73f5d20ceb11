import type { Instant } from '../../domain/time.ts';
import type { Field, ValueType } from './field-schema.ts';
import type { DayPart, FieldSpec } from './kind-fields.ts';
import { compileValue, type Reading } from './compile-value.ts';
import { toBoolean, toChoice, toText, toZone } from './convert.ts';
import { compileAmount, compileCurrency, compileQuantity } from './measured-field.ts';
import { numberReading } from './number-field.ts';
import type { Read } from './row.ts';
import { badMapping, type FieldContext } from './source.ts';
import { compileInstant } from './time-field.ts';

/** Settings that mean something only for some fields. */
const SETTINGS = ['zone', 'at', 'plus', 'uom', 'currency'] as const;
type Setting = (typeof SETTINGS)[number];

/**
 * Compiles one field of a record into a function of a row; what it gives is null where the row says nothing. That function throws
 * `UnreadableCell`. Throws `CONFIG_INVALID` with the place in the mapping when the field cannot be made in this way.
 */
export function compileField(field: Field, spec: FieldSpec, path: string, context: FieldContext): Read<unknown> {
  switch (spec.holds) {
    case 'text':
      return plain(field, path, context, ['text'], { expected: 'a text', convert: toText });
    case 'boolean':
      return plain(field, path, context, ['boolean'], { expected: 'true or false', convert: toBoolean });
    case 'zone':
      return plain(field, path, context, ['text'], { expected: 'a time zone such as Europe/Berlin', convert: toZone });
    case 'choice':
      return plain(field, path, context, ['text'], {
        expected: `one of ${spec.choices.join(', ')}`,
        convert: toChoice(spec.choices),
      });
    case 'number':
      return plain(field, path, context, ['number', 'integer'], numberReading(field, path));
    case 'currency':
      accept(field, path, ['text'], []);
      return compileCurrency(field, path, context);
    case 'money':
      accept(field, path, ['money', 'number'], ['currency']);
      return compileAmount(field, path, context);
    case 'quantity':
      accept(field, path, ['number', 'integer'], ['uom']);
      return compileQuantity(field, path, context);
    case 'instant':
      return compileTime(field, spec.at, path, context);
    case 'attribute':
      return compileAttribute(field, path, context);
  }
}

function compileTime(field: Field, at: DayPart, path: string, context: FieldContext): Read<Instant | null> {
  accept(field, path, ['date', 'datetime'], ['zone', 'at', 'plus']);
  return compileInstant(field, at, path, context);
}

function compileAttribute(field: Field, path: string, context: FieldContext): Read<string | number | null> {
  if (field.type === undefined || field.type === 'text') {
    return plain(field, path, context, ['text'], { expected: 'a text', convert: toText });
  }
  return plain(field, path, context, ['text', 'number', 'integer'], numberReading(field, path));
}

function plain<T>(
  field: Field,
  path: string,
  context: FieldContext,
  types: readonly ValueType[],
  reading: Reading<T>,
): Read<T | null> {
  accept(field, path, types, []);
  return compileValue(field, path, context, reading);
}

/** Refuses a type or a setting that would have no meaning here, so that a slip is not passed over in silence. */
function accept(field: Field, path: string, types: readonly ValueType[], settings: readonly Setting[]): void {
  if (field.type !== undefined && !types.includes(field.type)) {
    throw badMapping(`${path}.type`, `expected ${types.join(' or ')}, came ${field.type}`);
  }
  const stray = SETTINGS.find((setting) => field[setting] !== undefined && !settings.includes(setting));
  if (stray) throw badMapping(`${path}.${stray}`, 'has no meaning for this field');
  const formatted = ['number', 'integer', 'money', 'date', 'datetime'];
  if (field.format !== undefined && !types.some((type) => formatted.includes(type))) {
    throw badMapping(`${path}.format`, 'only numbers and times have a format');
  }
}
