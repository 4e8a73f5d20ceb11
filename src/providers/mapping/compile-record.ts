import type { RecordKind } from '../../domain/record/record.ts';
import { KIND_SPECS, type FieldSpecs } from './kind-fields.ts';
import type { Condition, Fields, MappingDefaults, RowMapping } from './record-mapping.ts';
import { compileField } from './compile-field.ts';
import { UnreadableCell, type Columns, type Read, type Row } from './row.ts';
import { badMapping, type FieldContext } from './source.ts';

/** What one row says: the parts of a record of its kind, without the fields that the row leaves empty. */
export interface RowRecord {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Null for kinds without lines. */
  readonly line: Readonly<Record<string, unknown>> | null;
}

/** Null for a row that has no record of the kind. Throws `UnreadableCell`. */
export type ReadRecord = Read<RowRecord | null>;

/** Compiles the mapping of a kind, once per read. Throws `CONFIG_INVALID` with the place in the mapping. */
export function compileRecord(
  kind: RecordKind,
  record: RowMapping,
  mapping: MappingDefaults,
  columns: Columns,
): ReadRecord {
  const spec = KIND_SPECS[kind];
  const path = `records.${kind}`;
  const context: FieldContext = {
    columns,
    zone: mapping.zone,
    currency: mapping.currency,
    uom: mapping.uom,
    empty: mapping.empty,
  };
  const kept = (record.where ?? []).map((condition, at) => compileCondition(condition, `${path}.where.${at}`, columns));
  const fields = compileFields(
    withCurrency(record.fields, spec.fields, mapping),
    spec.fields,
    `${path}.fields`,
    context,
  );
  const line = spec.line && record.line ? compileFields(record.line, spec.line, `${path}.line`, context) : null;
  if (kind === 'order' && !line) throw badMapping(`${path}.line`, 'missing: an order is read line by line');
  const attributes = compileAttributes(record.attributes, `${path}.attributes`, context);
  const onLine = spec.attributesOf === 'line';
  const mayBeNone = record.fields.id?.optional === true;

  return (row) => {
    if (!kept.every((keeps) => keeps(row))) return null;
    const made = build(fields, row, mayBeNone);
    if (made === null) return null;
    const details = attributes && { attributes: build(attributes, row, false) };
    if (!line) return { fields: { ...made, ...details }, line: null };
    const madeLine = build(line, row, false);
    return onLine
      ? { fields: made, line: { ...madeLine, ...details } }
      : { fields: { ...made, ...details }, line: madeLine };
  };
}

interface CompiledField {
  readonly read: Read<unknown>;
  readonly required: boolean;
  /** For people: the field's name in the mapping. */
  readonly name: string;
  /** `['shipTo', 'country']` for `shipTo.country`. */
  readonly group: string | null;
  readonly key: string;
}

function compileFields(
  fields: Fields,
  specs: FieldSpecs,
  path: string,
  context: FieldContext,
): readonly CompiledField[] {
  return Object.entries(specs).flatMap(([name, spec]) => {
    const field = fields[name];
    if (!field) {
      if (spec.required) throw badMapping(`${path}.${name}`, 'missing: say which column gives it, or a `const`');
      return [];
    }
    const [key = name, group = null] = name.split('.').reverse();
    return [{ read: compileField(field, spec, `${path}.${name}`, context), required: spec.required, name, group, key }];
  });
}

function compileAttributes(
  fields: Fields | undefined,
  path: string,
  context: FieldContext,
): readonly CompiledField[] | null {
  if (!fields) return null;
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!field) return [];
    const read = compileField(field, { holds: 'attribute', required: false }, `${path}.${name}`, context);
    return [{ read, required: false, name, group: null, key: name }];
  });
}

/** Null when the record's id is missing and may be. */
function build(fields: readonly CompiledField[], row: Row, mayBeNone: boolean): Record<string, unknown> | null {
  const made: Record<string, unknown> = {};
  const groups: Record<string, Record<string, unknown>> = {};
  for (const { read, required, name, group, key } of fields) {
    const value = readNamed(read, row, name);
    if (value === null) {
      if (!required) continue;
      if (mayBeNone && name === 'id') return null;
      throw new UnreadableCell(`${name}: expected a value, came nothing`);
    }
    if (group === null) made[key] = value;
    else made[group] = Object.assign((groups[group] ??= {}), { [key]: value });
  }
  return made;
}

function readNamed(read: Read<unknown>, row: Row, name: string): unknown {
  try {
    return read(row);
  } catch (error) {
    if (error instanceof UnreadableCell) throw new UnreadableCell(`${name}, ${error.message}`, { cause: error });
    throw error;
  }
}

/** Each record with a currency of its own has the mapping's unless it says another. */
function withCurrency(fields: Fields, specs: FieldSpecs, { currency }: MappingDefaults): Fields {
  return specs.currency && !fields.currency && currency !== undefined
    ? { ...fields, currency: { const: currency } }
    : fields;
}

/** Compiles what must hold of a row. Throws `CONFIG_INVALID` with the place in the mapping. */
export function compileCondition({ column, file, is, not }: Condition, path: string, columns: Columns): Read<boolean> {
  if (!is === !not) throw badMapping(path, 'expected either `is` or `not` with a list of texts');
  const listed = new Set(is ?? not);
  const cell = columns.cell(column, file, false) ?? (() => '');
  return (row) => listed.has(cell(row)) === (is !== undefined);
}
