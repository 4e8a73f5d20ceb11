import { didYouMean, MS_PER_DAY } from '../../src/providers/index.ts';
import { cellOf, type Entity } from './cell.ts';
import type { Model, StructuredType } from './csdl/model.ts';
import { isComparable } from './literal.ts';
import { findPath, memberOf, wrong, type FoundPath } from './path.ts';
import type { KindPlan } from './plan.ts';
import { selectionOf } from './selection.ts';

/** A property by which rows are compared. */
export interface Comparable {
  readonly path: string;
  readonly type: string;
}

/** A plan whose every name was found in the service's own description. */
export interface BoundKind {
  readonly plan: KindPlan;
  readonly type: StructuredType;
  /** `$select` and `$expand`. */
  readonly selection: Readonly<Record<string, string>>;
  /** The same for the keys alone. */
  readonly keySelection: Readonly<Record<string, string>>;
  readonly keys: readonly Comparable[];
  readonly ties: readonly Comparable[];
  readonly time: (Comparable & { readonly precisionMs: number; readonly isNullable: boolean }) | null;
  /** Cells of a row, or of one of its lines, in the order of the plan's columns. */
  readonly cellsOf: (entity: Entity, line: Entity | null) => readonly string[];
}

/** Finds every name of a plan. Throws `config` for one that there is not. */
export function bindKind(plan: KindPlan, model: Model): BoundKind {
  const place = `records.${plan.kind}`;
  const type = entityTypeOf(model, plan.entitySet, place);
  if (plan.lines !== null) checkLines(type, plan.lines, place);
  const found = plan.columns.map((column) => findPath(type, column, { place, lines: plan.lines }));
  const comparable = (path: string): Comparable & { found: FoundPath } => {
    const at = findPath(type, path, { place });
    if (at.value.isCollection || !isComparable(at.value.type))
      throw wrong(place, `expected "${path}" to be of a type that can be compared, came ${at.value.type}`);
    return { path, type: at.value.type, found: at };
  };
  const keys = plan.keys.map(comparable);
  const ties = (plan.ties ?? type.key).map(comparable);
  if (ties.length === 0)
    throw wrong(place, `expected ${type.name} to have a key, it has none: name properties in cursor.id`);
  const time = plan.time === null ? null : comparable(plan.time);
  const own = [...keys, ...ties, ...(time ? [time] : [])].map((one) => one.found);
  return {
    plan,
    type,
    selection: selectionOf(type, [...found, ...own]),
    keySelection: selectionOf(
      type,
      [...keys, ...ties].map((one) => one.found),
    ),
    keys,
    ties,
    time: time && { path: time.path, type: time.type, ...timeOf(time.found, place) },
    cellsOf: cellReader(plan),
  };
}

/** The type of an entity set's rows. Throws `config` for a set that there is not. */
export function entityTypeOf({ entitySets }: Model, name: string, place: string): StructuredType {
  const type = entitySets.get(name);
  if (type) return type;
  throw wrong(
    `${place}.entitySet`,
    `expected one of the service’s entity sets, came ${JSON.stringify(name)}${didYouMean(name, entitySets.keys())}`,
  );
}

function checkLines(type: StructuredType, lines: string, place: string): void {
  const member = memberOf(type, lines, `${place}.lines`);
  if (member.holds !== 'value' && member.isCollection) return;
  throw wrong(`${place}.lines`, `expected a navigation property with many rows, came "${lines}" of ${type.name}`);
}

const SECOND_MS = 1_000;

function timeOf({ value }: FoundPath, place: string): { precisionMs: number; isNullable: boolean } {
  const { type, precision, isNullable } = value;
  if (type === 'Edm.Date') return { precisionMs: MS_PER_DAY, isNullable };
  if (type === 'Edm.DateTimeOffset') return { precisionMs: SECOND_MS / 10 ** (precision ?? 0), isNullable };
  throw wrong(`${place}.cursor.time`, `expected a property of Edm.DateTimeOffset or Edm.Date, came ${type}`);
}

function cellReader({ columns, lines }: KindPlan): BoundKind['cellsOf'] {
  const paths = columns.map((column) => column.split('/'));
  return (entity, line) =>
    paths.map((path) => (path[0] === lines ? cellOf(line, path.slice(1)) : cellOf(entity, path)));
}
