import type { DomainEvent } from '../../src/domain/event/event.ts';
import { evolveAll, touchedBy } from '../../src/domain/evolve.ts';
import type { Slice, SlicePosition } from '../../src/domain/list.ts';
import type { Store } from '../../src/store/store.ts';
import { event, june } from '../domain/given.ts';

/** Brings the state of a book to what it is after more events, as applying them would. */
export async function apply(store: Store, ...events: readonly DomainEvent[]): Promise<void> {
  const entities = await store.entities.load(touchedBy(events));
  const changed = evolveAll(entities, events);
  await store.entities.save([...entities].flatMap(([key, entity]) => (changed.has(key) ? [entity] : [])));
}

export interface GivenLine {
  readonly lineNumber: string;
  readonly itemId?: string;
  readonly siteId?: string;
  readonly promisedDay?: number;
}

/** An order placed at noon of a day of June 2013 by customer C-1, unless told otherwise. */
export function order(
  id: string,
  day: number,
  lines: readonly GivenLine[] = [{ lineNumber: '1' }],
  customerId = 'C-1',
): DomainEvent {
  return event('order.placed', day, {
    header: { id, customerId, placedAt: june(day), currency: 'USD' },
    lines: lines.map(({ lineNumber, itemId = 'I-1', siteId = null, promisedDay = 20 }) => ({
      content: { lineNumber, itemId, siteId, quantity: { value: 10, uom: 'EA' } },
      promise: { promisedShipBy: null, promisedDeliverBy: june(promisedDay) },
    })),
  });
}

export function delivered(orderId: string, lineNumber: string, day: number): DomainEvent {
  return event('shipment.delivered', day, {
    shipmentId: `SH-${orderId}`,
    lines: [{ orderId, lineNumber }],
    at: june(day),
  });
}

/** Every item of a list, page by page; `between` runs after each page. */
export async function readAll<T>(
  page: (after: SlicePosition | null) => Promise<Slice<T>>,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<T[]> {
  const all: T[] = [];
  for (let after: SlicePosition | null = null; ;) {
    const { items, hasNext }: Slice<T> = await page(after);
    all.push(...items.map(({ value }) => value));
    after = items.at(-1)?.position ?? null;
    if (!hasNext) return all;
    await between();
  }
}
