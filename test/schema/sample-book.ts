import type { Entity } from '../../src/domain/entity.ts';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import { inventoryIdOf, lineIdOf } from '../../src/domain/record/identifier.ts';
import type { Store } from '../../src/store/store.ts';
import { event, june } from '../domain/given.ts';
import { givenEntry, givenRisk } from '../support/risk.ts';

export const ORDERS = 12;
export const LINES_PER_ORDER = 5;

/** Ids of every line, the most urgent of the release queue first. */
export const LINE_IDS = range(ORDERS).flatMap((order) =>
  range(LINES_PER_ORDER).map((line) => lineIdOf(`SO-${order}`, String(line))),
);

/**
 * A small book: 12 orders of 5 lines for 4 customers, 6 items at 3 sites. SO-1 has a credit hold and an open exception on its
 * line 2; line 1 of every order has shipped; every line waits in the release queue, scored by its place in `LINE_IDS`.
 */
export async function fillBook(store: Store): Promise<void> {
  await saveEvents(store, [
    ...range(4).map(customer),
    ...range(6).map(item),
    ...range(3).map(site),
    event('carrierService.changed', 1, {
      key: 'dhl/express',
      record: { kind: 'carrierService', id: 'dhl/express', carrier: 'DHL', service: 'Express', transitDays: 2 },
    }),
    ...range(6).flatMap((itemNumber) => range(3).map((siteNumber) => inventory(itemNumber, siteNumber))),
    ...range(6).map(supply),
    ...range(ORDERS).map(order),
    ...range(ORDERS).map(shipment),
    event('hold.placed', 2, { orderId: 'SO-1', holdId: 'H-1', kind: 'credit', at: june(2) }),
    exception('EX-1', 'SO-1', 3),
    exception('EX-2', 'SO-2', 4),
    event('exception.resolved', 5, { exceptionId: 'EX-2', at: june(5) }),
  ]);
  await store.risks.save(LINE_IDS.map(risk));
  await store.queue.save(
    LINE_IDS.map((lineId, index) => givenEntry({ lineId, siteId: siteOf(lineId), score: 1000 - index })),
  );
}

/** Brings the book to where these events lead. */
export function saveEvents(store: Store, events: readonly DomainEvent[]): Promise<void> {
  const entities = new Map<string, Entity>();
  evolveAll(entities, events);
  return store.transaction(async (tx) => {
    await tx.jobs.lockApply();
    await tx.entities.save([...entities.values()]);
  });
}

function customer(number: number): DomainEvent {
  const record = {
    kind: 'customer',
    id: `C-${number}`,
    name: `Customer ${number}`,
    attributes: { region: 'north', rank: 7 },
  } as const;
  return event('customer.changed', 1, { key: record.id, record });
}

function item(number: number): DomainEvent {
  const record = { kind: 'item', id: `I-${number}`, name: `Item ${number}` } as const;
  return event('item.changed', 1, { key: record.id, record });
}

function site(number: number): DomainEvent {
  const record = { kind: 'site', id: `S-${number}`, name: `Site ${number}`, zone: 'Europe/Berlin' } as const;
  return event('site.changed', 1, { key: record.id, record });
}

function inventory(itemNumber: number, siteNumber: number): DomainEvent {
  const at = { itemId: `I-${itemNumber}`, siteId: `S-${siteNumber}` };
  const record = { kind: 'inventory', ...at, onHand: { value: 10 * itemNumber, uom: 'EA' }, allocated: 3 } as const;
  return event('inventory.adjusted', 1, { key: inventoryIdOf(at.itemId, at.siteId), record });
}

function supply(number: number): DomainEvent {
  const record = {
    kind: 'supply',
    id: `PO-${number}`,
    itemId: `I-${number}`,
    siteId: 'S-1',
    quantity: { value: 100, uom: 'EA' },
    expectedAt: june(20),
  } as const;
  return event('supply.scheduled', 1, { key: record.id, record });
}

function order(number: number): DomainEvent {
  return event('order.placed', number, {
    header: {
      id: `SO-${number}`,
      customerId: `C-${1 + (number % 4)}`,
      placedAt: june(number),
      currency: 'USD',
      shipTo: { country: 'DE' },
    },
    lines: range(LINES_PER_ORDER).map((line) => ({
      content: {
        lineNumber: String(line),
        itemId: `I-${1 + ((number + line) % 6)}`,
        siteId: siteOf(lineIdOf(`SO-${number}`, String(line))),
        quantity: { value: 2, uom: 'EA' },
        value: { amountMinor: 12_345, currency: 'USD' },
        carrierServiceId: 'dhl/express',
        attributes: { brand: 'acme', weight: 1.5 },
      },
      promise: { promisedShipBy: null, promisedDeliverBy: june(25) },
    })),
  });
}

function siteOf(lineId: string): string {
  return `S-${1 + (Number(lineId.split('/')[1]) % 3)}`;
}

function shipment(number: number): DomainEvent {
  return event('shipment.departed', 14, {
    shipmentId: `SH-${number}`,
    carrierServiceId: 'dhl/express',
    lines: [{ orderId: `SO-${number}`, lineNumber: '1' }],
    at: june(14),
  });
}

function exception(id: string, orderId: string, day: number): DomainEvent {
  return event('exception.opened', day, {
    id,
    type: 'short-pick',
    severity: 'high',
    orderId,
    lineNumbers: ['2'],
    openedAt: june(day),
  });
}

function risk(lineId: string, index: number) {
  return givenRisk({ lineId, late: index / LINE_IDS.length, deliverP50At: june(24), deliverP90At: june(27) });
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
