import type { Instant } from '../../domain/time.ts';
import type { Field } from './field-schema.ts';
import type { DayPart } from './kind-fields.ts';
import { zoneProblem } from './known-names.ts';
import { compileValue } from './compile-value.ts';
import { numberReading } from './number-field.ts';
import { formatProblem } from './parse-date.ts';
import type { Read } from './row.ts';
import { badMapping, type FieldContext } from './source.ts';
import { timeParser, type TimeRule } from './time-parser.ts';

/** A date or time as an instant; by date alone it is the part of the day that `at` says. `plus` adds days on the calendar. */
export function compileInstant(field: Field, at: DayPart, path: string, context: FieldContext): Read<Instant | null> {
  const rule = timeRule(field, at, path, context);
  const parse = timeParser(rule);
  const expected = expectation(rule);
  const convert = (value: unknown, days: number) => (typeof value === 'string' ? parse(value, days) : undefined);
  if (!field.plus) return compileValue(field, path, context, { expected, convert: (value) => convert(value, 0) });

  const { days } = field.plus;
  const added = compileValue(
    days,
    `${path}.plus.days`,
    context,
    numberReading({ ...days, type: 'integer' }, `${path}.plus.days`),
  );
  const text = compileValue(field, path, context, {
    expected,
    convert: (value) => (convert(value, 0) === undefined ? undefined : String(value)),
  });
  return (row) => {
    const from = text(row);
    const count = from === null ? null : added(row);
    return from === null || count === null ? null : (convert(from, count) ?? null);
  };
}

function timeRule(field: Field, at: DayPart, path: string, context: FieldContext): TimeRule {
  const zone = field.zone ?? context.zone;
  if (zone === undefined)
    throw badMapping(path, 'needs `zone`: give it here, or at the top of the mapping for all fields');
  const wrongZone = zoneProblem(zone);
  if (wrongZone !== null) throw badMapping(`${path}.zone`, wrongZone);
  const problem = field.format === undefined ? null : formatProblem(field.format);
  if (problem !== null) {
    throw badMapping(
      `${path}.format`,
      `expected a format such as dd.MM.yyyy HH:mm, came ${JSON.stringify(field.format)}: ${problem}`,
    );
  }
  const takes = field.type === 'date' || field.type === 'datetime' ? field.type : 'either';
  return { zone, format: field.format ?? null, takes, at: field.at ?? at };
}

function expectation({ format, takes }: TimeRule): string {
  const what = takes === 'either' ? 'a date or time' : takes === 'date' ? 'a date' : 'a date with a time';
  return `${what} written like ${format ?? (takes === 'datetime' ? '2013-06-01 14:30:00' : '2013-06-01')}`;
}
