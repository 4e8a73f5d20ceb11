import { element, type Segment } from '../envelope/segments.ts';
import { Unreadable } from '../records/unreadable.ts';
import type { DocumentTable, ElementPath } from './table.ts';

/** What stands in some elements; null for one that is empty or not there. */
export type Values<Fields> = { readonly [Name in keyof Fields]: string | null };

/** A document taken apart: what is said once, and what is said of each line. */
export interface ReadDocument<Table extends DocumentTable> {
  readonly header: Values<Table['header']>;
  readonly lines: readonly ReadLine<NonNullable<Table['line']>['fields']>[];
}

export interface ReadLine<Fields> {
  readonly fields: Values<Fields>;
  /** Product numbers by their qualifier. */
  readonly products: ReadonlyMap<string, string>;
}

export function readDocument<Table extends DocumentTable>(
  segments: readonly Segment[],
  table: Table,
): ReadDocument<Table> {
  const { line, header } = table;
  const first = line ? segments.findIndex(({ id }) => id === line.starts) : -1;
  const before = first < 0 ? segments : segments.slice(0, first);
  const loops = line && first >= 0 ? loopsOf(segments.slice(first), line.starts) : [];
  return {
    // What is said once may stand behind the lines too, as totals do.
    header: readFields(line?.starts === 'HL' || !line ? segments : [...before, ...trailing(segments)], header),
    lines: loops.map((loop) => ({
      fields: readFields(loop, line?.fields ?? {}),
      products: productsIn(loop, line?.products),
    })),
  };
}

/** Of a set's tail: the verdict of a 997 stands behind its lines. */
function trailing(segments: readonly Segment[]): readonly Segment[] {
  return segments.filter(({ id }) => id === 'AK9');
}

function loopsOf(segments: readonly Segment[], starts: string): readonly (readonly Segment[])[] {
  const loops: Segment[][] = [];
  for (const segment of segments) {
    if (segment.id === starts) loops.push([]);
    loops.at(-1)?.push(segment);
  }
  return loops;
}

function readFields<Fields extends Readonly<Record<string, ElementPath>>>(
  segments: readonly Segment[],
  fields: Fields,
): Values<Fields> {
  const values = Object.entries(fields).map(([name, path]) => [name, valueAt(segments, path)] as const);
  // The names are those of the table, which the compiler forgets on the way through entries.
  return Object.fromEntries(values) as Values<Fields>;
}

function valueAt(segments: readonly Segment[], path: ElementPath): string | null {
  const [anchor = '', inner] = path.split('/', 2);
  if (inner === undefined) return stepTo(segments, anchor);
  const { segment, condition } = stepIn(`${anchor}00`);
  const from = segments.findIndex((candidate) => isMeant(candidate, segment, condition));
  if (from < 0) return null;
  const rest = segments.slice(from + 1);
  const next = rest.findIndex(({ id }) => id === segment);
  return stepTo(next < 0 ? rest : rest.slice(0, next), inner);
}

function stepTo(segments: readonly Segment[], path: string): string | null {
  const { segment, condition, number } = stepIn(path);
  const found = segments.find((candidate) => isMeant(candidate, segment, condition));
  const value = found ? element(found, number).trim() : '';
  return value === '' ? null : value;
}

interface Step {
  readonly segment: string;
  readonly condition: { readonly number: number; readonly code: string } | null;
  readonly number: number;
}

const STEPS = new Map<string, Step>();

function stepIn(path: string): Step {
  const known = STEPS.get(path);
  if (known) return known;
  const [, segment, at, code, number] = /^([A-Z][A-Z0-9]{1,2})(?:\[(\d\d)=(\w+)\])?(\d\d)$/.exec(path) ?? [];
  if (segment === undefined || number === undefined)
    throw new Unreadable(`expected a path such as BEG03, came ${path}`);
  const condition = at === undefined || code === undefined ? null : { number: Number(at), code };
  const step = { segment, condition, number: Number(number) };
  STEPS.set(path, step);
  return step;
}

function isMeant(candidate: Segment, segment: string, condition: Step['condition']): boolean {
  return candidate.id === segment && (condition === null || element(candidate, condition.number) === condition.code);
}

/** Qualifiers and numbers in turn, to the end of the segment. */
function productsIn(
  loop: readonly Segment[],
  products: { readonly segment: string; readonly from: number } | undefined,
): ReadonlyMap<string, string> {
  const found = products && loop.find(({ id }) => id === products.segment);
  const pairs = new Map<string, string>();
  if (!found) return pairs;
  for (let at = products.from; at < found.elements.length; at += 2) {
    const [qualifier, number] = [element(found, at), element(found, at + 1).trim()];
    if (qualifier !== '' && number !== '') pairs.set(qualifier, number);
  }
  return pairs;
}
