import {
  badMapping,
  compileCondition,
  compileValue,
  didYouMean,
  type Columns,
  type RowCondition,
  type PlainField,
  type Read,
} from '../../../src/providers/index.ts';
import type { OdataConfig } from '../config.ts';
import type { ActionMapping, ActionName } from './action-mapping.ts';
import { INPUTS, type DeedInput } from './inputs.ts';

/** An action as its mapping says it. */
export interface Deed {
  readonly name: ActionName;
  /** Properties of the order that the conditions look at. */
  readonly watched: readonly string[];
  /** Why it may not be done, from the cells of the watched properties; null when it may. */
  readonly refusal: (cells: readonly string[]) => string | null;
  /** Properties to be set, with their values as texts; null for nothing. Not the one that keeps the mark. */
  readonly valuesOf: (input: DeedInput) => ReadonlyMap<string, string | null>;
  /** The property that keeps the mark of the request; null: none does. */
  readonly marker: string | null;
  /** The navigation property in which a row is made; null: the order itself is changed. */
  readonly create: string | null;
}

export type Deeds = ReadonlyMap<ActionName, Deed>;

/** The column of a mapping that stands for the mark of the request. */
const MARK = 'key';

/** Compiles every action of a mapping. Throws `CONFIG_INVALID` with the place in it. */
export function compileDeeds({ actions, records, empty }: OdataConfig): Deeds {
  const names: readonly ActionName[] = ['hold', 'release', 'reschedule', 'note'];
  return new Map(
    names.flatMap((name) => {
      const mapping = actions[name];
      if (!mapping) return [];
      if (!records.order)
        throw badMapping(`actions.${name}`, 'expected `records.order` beside it, which says where orders are');
      return [[name, compileDeed(name, mapping, empty)] as const];
    }),
  );
}

function compileDeed(name: ActionName, { when, set, create }: ActionMapping, empty: readonly string[]): Deed {
  const path = `actions.${name}`;
  const inputs = Object.keys(INPUTS[name].shape);
  const marker = Object.entries(set).find(([, field]) => field.column === MARK)?.[0] ?? null;
  if (create !== undefined && marker === null)
    throw badMapping(`${path}.set`, 'expected a property that is given `key`: a row that is made must be known again');

  const values = Object.entries(set)
    .filter(([property]) => property !== marker)
    .map(([property, field]) => [property, compileText(field, `${path}.set.${property}`, inputs, empty)] as const);
  const watched: string[] = [];
  const conditions = when.map((condition, at) => ({
    condition,
    holds: compileCondition(condition, `${path}.when.${at}`, columnsInto(watched)),
  }));
  return {
    name,
    watched,
    refusal: (cells) => {
      const failing = conditions.find(({ holds }) => !holds([cells]))?.condition;
      return failing ? wanted(failing, cells[watched.indexOf(failing.column)] ?? '') : null;
    },
    valuesOf: (input) => {
      const row = [inputs.map((member) => input[member] ?? '')];
      return new Map(values.map(([property, read]) => [property, read(row)]));
    },
    marker,
    create: create ?? null,
  };
}

function compileText(
  field: PlainField,
  path: string,
  inputs: readonly string[],
  empty: readonly string[],
): Read<string | null> {
  const columns: Columns = {
    cell: (column) => {
      const at = inputs.indexOf(column);
      if (at >= 0) return (row) => row[0]?.[at] ?? '';
      throw badMapping(
        path,
        `expected one of ${[...inputs, MARK].join(', ')}, came ${JSON.stringify(column)}${didYouMean(column, inputs)}`,
      );
    },
  };
  const context = { columns, zone: undefined, currency: undefined, uom: undefined, empty };
  return compileValue(field, path, context, { expected: 'a text', convert: String });
}

function columnsInto(columns: string[]): Columns {
  return {
    cell: (column) => {
      if (!columns.includes(column)) columns.push(column);
      const at = columns.indexOf(column);
      return (row) => row[0]?.[at] ?? '';
    },
  };
}

function wanted({ column, is, not }: RowCondition, came: string): string {
  const rule = is ? `one of ${is.map((text) => JSON.stringify(text)).join(', ')}` : `none of ${(not ?? []).join(', ')}`;
  return `expected ${column} to be ${rule}, came ${came === '' ? 'nothing' : JSON.stringify(came)}`;
}
