import type { ActionObservation, PlannedChange } from '../../../src/providers/index.ts';
import { cellOf } from '../cell.ts';
import { pathOf } from '../request-path.ts';
import type { Service } from '../service.ts';
import type { OrderDeed } from './change-order.ts';
import { compareMark, type Mark } from './mark.ts';
import { bodyOf, valuesOf } from './values.ts';

/** What adding a row to an order would change. */
export function plannedRow({ order, found, deed, input }: OrderDeed): readonly PlannedChange[] {
  const to = Object.fromEntries(valuesOf(order, deed, input).map(({ name, json }) => [name, json] as const));
  return [{ kind: 'order', key: found.orderId, field: deed.create ?? '', from: null, to }];
}

/** Whether the row of a request is there. */
export async function observeRow(
  service: Service,
  { found, deed }: OrderDeed,
  mark: Mark,
  signal: AbortSignal,
): Promise<ActionObservation> {
  const marker = deed.marker ?? '';
  const path = pathOf(`${found.path}/${deed.create ?? ''}`, {
    $select: marker,
    $filter: `startswith(${marker},'${mark.ofKey}')`,
    $top: '2',
  });
  const { rows } = await service.rows(path, { signal });
  const marks = rows.map((row) => compareMark(mark, cellOf(row, [marker])));
  if (marks.includes('same')) return { status: 'applied', sourceReference: found.path };
  if (marks.includes('otherDeed')) return { status: 'refused', reason: 'this key was used for something else' };
  return { status: 'notApplied' };
}

/** Adds the row of a request. */
export async function addRow(
  service: Service,
  { order, found, deed, input }: OrderDeed,
  mark: Mark,
  signal: AbortSignal,
): Promise<void> {
  const json = bodyOf(deed, valuesOf(order, deed, input), mark.whole);
  await service.write({ method: 'POST', path: `${found.path}/${deed.create ?? ''}`, json }, signal);
}
