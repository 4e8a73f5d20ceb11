import { ProviderError } from '../../../src/providers/index.ts';
import type { BoundKind } from '../bound-kind.ts';
import { cellOf, controlOf, type Entity } from '../cell.ts';
import type { Member } from '../csdl/model.ts';
import { allOf, withKeys } from '../filter.ts';
import { literalOf } from '../literal.ts';
import { findPath, memberOf, wrong } from '../path.ts';
import { entityPath, pathOf } from '../request-path.ts';
import { selectionOf } from '../selection.ts';
import type { Service } from '../service.ts';
import type { Deed } from './compile-deed.ts';

/** An order as an action finds it. */
export interface OrderRow {
  readonly orderId: string;
  /** Its canonical path. */
  readonly path: string;
  /** The mark of its state; null where the service gives none. */
  readonly etag: string | null;
  readonly row: Entity;
}

/** A property that a deed sets, or keeps its mark in. */
export type SetProperty = Extract<Member, { holds: 'value' }>;

/** The order of an id, with what a deed looks at; null when there is none. Throws `config` when an id is not of one order alone. */
export async function findOrder(
  service: Service,
  order: BoundKind,
  orderId: string,
  { deed, signal }: { readonly deed: Deed; readonly signal: AbortSignal },
): Promise<OrderRow | null> {
  const { plan, type, keys } = order;
  const [key] = keys;
  const literal = key ? literalOf(key.type, orderId) : null;
  if (literal === null) return null;
  const place = `actions.${deed.name}`;
  const own = deed.create === null ? [...propertiesOf(deed)] : [];
  const paths = [...type.key, ...deed.watched, ...own].map((path) => findPath(type, path, { place }));
  const $filter = allOf(plan.filter, withKeys(keys, [[literal]], 'or'));
  const path = pathOf(plan.entitySet, { ...selectionOf(type, paths), $filter, $top: '2' });
  const { rows } = await service.rows(path, { signal });
  const [row] = rows;
  if (!row) return null;
  if (rows.length > 1)
    throw new ProviderError(
      'config',
      `expected one row of ${plan.entitySet} with ${key?.path ?? ''} ${orderId}, came more: actions need one row an order`,
    );
  return { orderId, path: entityPath(plan.entitySet, type, row), etag: controlOf(row, 'etag'), row };
}

/** Names of the properties that a deed sets. */
export function propertiesOf(deed: Deed): ReadonlySet<string> {
  const values = deed.valuesOf({ orderId: '' }).keys();
  return new Set([...values, ...(deed.marker === null ? [] : [deed.marker])]);
}

/** A property that a deed sets, of the order or of the row that it makes. Throws `config` for one that there is not. */
export function setProperty({ type }: BoundKind, deed: Deed, name: string): SetProperty {
  const place = `actions.${deed.name}.set`;
  const owner = deed.create === null ? type : targetOf(type, deed.create, `actions.${deed.name}.create`);
  const member = memberOf(owner, name, place);
  if (member.holds === 'value' && !member.isCollection) return member;
  throw wrong(place, `expected one value, came ${name}, which has parts or many`);
}

function targetOf(type: BoundKind['type'], name: string, place: string): BoundKind['type'] {
  const member = memberOf(type, name, place);
  if (member.holds === 'navigation' && member.isCollection) return member.target();
  throw wrong(place, `expected a navigation property with many rows, came ${name}`);
}

/** Cells of some properties of an order. */
export function cellsOf({ row }: OrderRow, names: readonly string[]): readonly string[] {
  return names.map((name) => cellOf(row, name.split('/')));
}
