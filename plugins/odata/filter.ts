import { ProviderError } from '../../src/providers/index.ts';
import type { BoundKind, Comparable } from './bound-kind.ts';
import type { Place } from './cursor.ts';
import { literalOf } from './literal.ts';

/** Conditions that must all hold, as one; undefined for none. */
export function allOf(...conditions: readonly (string | null)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== null);
  return given.length > 1 ? given.map((condition) => `(${condition})`).join(' and ') : given[0];
}

/** What comes after a place; null from the start on. Where the service cannot compare keys, the time alone tells: a read ends with all rows of its last time. */
export function after({ plan, time, ties }: BoundKind, place: Place | null): string | null {
  if (place === null) return null;
  if (time === null || place.at === null) return place.ties === null ? null : afterValues(ties, place.ties);
  const at = timeLiteral(time, place.at);
  if (place.ties === null) return `${time.path} ge ${at}`;
  if (plan.paging === 'links') return `${time.path} gt ${at}`;
  return `${time.path} gt ${at} or (${time.path} eq ${at} and (${afterValues(ties, place.ties)}))`;
}

/** What comes after the row that has these values, in the order of the properties. */
export function afterValues(
  [first, ...rest]: readonly Comparable[],
  [value = '', ...others]: readonly string[],
): string {
  if (!first) return 'false';
  const literal = needLiteral(first, value);
  const greater = `${first.path} gt ${literal}`;
  return rest.length === 0 ? greater : `${greater} or (${first.path} eq ${literal} and (${afterValues(rest, others)}))`;
}

/** Rows with one of the keys, each of as many literals as there are properties. */
export function withKeys(
  properties: readonly Comparable[],
  keys: readonly (readonly string[])[],
  operator: 'in' | 'or',
): string {
  const [only] = properties;
  if (only && properties.length === 1 && operator === 'in')
    return `${only.path} in (${keys.map(([literal]) => literal).join(',')})`;
  return keys.map((literals) => equals(properties, literals)).join(' or ');
}

function equals(properties: readonly Comparable[], literals: readonly string[]): string {
  const parts = properties.map(({ path }, at) => `${path} eq ${literals[at] ?? 'null'}`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' and ')})`;
}

/** Cursors hold instants; a date is compared with their day. */
function timeLiteral({ path, type }: Comparable, at: string): string {
  return needLiteral({ path, type }, type === 'Edm.Date' ? at.slice(0, 10) : at);
}

function needLiteral({ path, type }: Comparable, text: string): string {
  const literal = literalOf(type, text);
  if (literal !== null) return literal;
  throw new ProviderError('bug', `${path}: expected a value of ${type}, came ${JSON.stringify(text)}`);
}
