import { isAppError, ProviderError, type ActionObservation, type PlannedChange } from '../../../src/providers/index.ts';
import type { BoundKind } from '../bound-kind.ts';
import { cellOf } from '../cell.ts';
import { isSameValue } from '../literal.ts';
import type { Service } from '../service.ts';
import type { Deed } from './compile-deed.ts';
import type { DeedInput } from './inputs.ts';
import { compareMark, type Mark } from './mark.ts';
import type { OrderRow } from './order-row.ts';
import { bodyOf, valuesOf } from './values.ts';

/** One deed on one order, as it was found. */
export interface OrderDeed {
  readonly order: BoundKind;
  readonly found: OrderRow;
  readonly deed: Deed;
  readonly input: DeedInput;
}

/** What changing an order would change: the properties that do not have their value yet. */
export function plannedChanges({ order, found, deed, input }: OrderDeed): readonly PlannedChange[] {
  return valuesOf(order, deed, input).flatMap(({ name, type, text, json }) => {
    const from = cellOf(found.row, [name]);
    if (isSameValue(type, from, text)) return [];
    return [{ kind: 'order', key: found.orderId, field: name, from: from === '' ? null : from, to: json }];
  });
}

/** Whether an order was changed: by the mark where the mapping keeps one, else by what it shows. */
export function observeChange(given: OrderDeed, mark: Mark): ActionObservation {
  const { found, deed } = given;
  if (deed.marker === null)
    return plannedChanges(given).length === 0 ? { status: 'applied', sourceReference: null } : { status: 'notApplied' };
  switch (compareMark(mark, cellOf(found.row, [deed.marker]))) {
    case 'same':
      return { status: 'applied', sourceReference: found.path };
    case 'otherDeed':
      return { status: 'refused', reason: 'this key was used for something else' };
    case 'otherKey':
      return { status: 'notApplied' };
  }
}

/** Changes an order that still has the ETag that was planned for. Throws `conflict` when it was changed since. */
export async function changeOrder(
  service: Service,
  { order, found, deed, input }: OrderDeed,
  { mark, version, signal }: { readonly mark: Mark; readonly version: string | null; readonly signal: AbortSignal },
): Promise<void> {
  const json = bodyOf(deed, valuesOf(order, deed, input), mark.whole);
  const change = { method: 'PATCH', path: found.path, json } as const;
  try {
    await service.write({ ...change, ifMatch: version }, signal);
  } catch (error) {
    if (!wantsEtag(error) || version !== null) throw error;
    const { etag } = await service.one(found.path, signal); // a list need not show what a write needs
    if (etag === null)
      throw new ProviderError(
        'bug',
        `PATCH ${order.plan.entitySet}: expected an ETag, which the service wants back, came none`,
      );
    await service.write({ ...change, ifMatch: etag }, signal);
  }
}

function wantsEtag(error: unknown): boolean {
  return isAppError(error) && error.details.status === 428;
}
