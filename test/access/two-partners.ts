import type { DomainEvent } from '../../src/domain/event/event.ts';
import type { FeedEntry } from '../../src/domain/feed.ts';
import { evolveAll, touchedBy } from '../../src/domain/evolve.ts';
import { inventoryIdOf } from '../../src/domain/record/identifier.ts';
import { KEY_SCOPES, type Viewer } from '../../src/domain/viewer.ts';
import type { Store } from '../../src/store/store.ts';
import { event, june } from '../domain/given.ts';
import { givenEntry, givenRisk } from '../support/risk.ts';

/** What is in every name and number of B's: nothing that A sees may hold it. */
export const MARK = 'BBB';

/** A partner with every scope, at one of two sites. */
export const PARTNER_A: Viewer = {
  kind: 'key',
  id: 'key:a',
  name: 'A',
  grants: KEY_SCOPES,
  rows: { kind: 'partner', partner: 'A', customerIds: ['C-A'], siteIds: ['S-1'], channels: ['web'] },
  expiresAt: null,
};

/** Ids that A may try: its own, what it shares, what is there and not its own, and what is not there. */
export const IDS = [
  ...['A-1', 'A-1/1', 'C-A', 'SH-A', 'SH-1', 'EX-A', 'EX-0', 'supply-delay/PO-1'],
  ...['A-2', 'A-1/3', 'BBB-1', 'BBB-1/1', 'C-BBB', 'SH-BBB', 'EX-BBB', 'hold/BBB-1/H', 'NOPE'],
];

/**
 * A's orders and B's in one book. A has an order at its site and, out of its reach, a line at another site and an order through another
 * channel. Both wait for one purchase, travel in one shipment, and are hit by one delay.
 */
export async function fillForTwo(store: Store): Promise<void> {
  await saveEvents(store, [
    customer('C-A', 'Company A'),
    ...['I-1', 'I-2'].map((id) => item(id, id)),
    site('S-1', 'Shared site'),
    service([
      { siteId: 'S-1', localTime: '17:00', weekdays: [1] },
      { siteId: 'S-BBB', localTime: '09:00', weekdays: [1] },
    ]),
    stock('I-1', 'S-1', 10),
    supply('PO-1', 'I-1', 'S-1'),
    order('A-1', 'C-A', 'web', [line('1', 'I-1', 'S-1'), line('2', 'I-2', 'S-1'), line('3', 'I-1', 'S-BBB')]),
    order('A-2', 'C-A', 'BBB-channel', [line('1', 'I-1', 'S-1')]),
    event('hold.placed', 2, { orderId: 'A-1', holdId: 'H-A', kind: 'credit', reason: 'BBB owes us', at: june(2) }),
    shipment('SH-A', [{ orderId: 'A-1', lineNumber: '1' }]),
    // One for both: what B has in it is B's.
    shipment('SH-1', [
      { orderId: 'A-1', lineNumber: '1' },
      { orderId: 'BBB-1', lineNumber: '1' },
    ]),
    opened('EX-A', 'A-1', ['1']),
    event('exception.opened', 1, { ...given('EX-0'), orderId: null, lineNumbers: [] }),
  ]);
  await score(store, ['A-1/1', 'A-1/2', 'A-1/3', 'A-2/1'], 1);
  await addB(store, 1);
}

/** B's data, a first time or changed throughout: the same things say something else, and there are more of them. */
export async function addB(store: Store, version: number): Promise<void> {
  const n = 10 * version;
  await saveEvents(store, [
    customer('C-BBB', `Company BBB ${n}`, n),
    item('I-BBB', `Item BBB ${n}`, n),
    site('S-BBB', `Site BBB ${n}`, n),
    stock('I-1', 'S-BBB', n, n),
    supply(`PO-BBB-${n}`, 'I-1', 'S-BBB', n),
    ...orderNumbers(version).map((id) =>
      order(id, 'C-BBB', 'web', [line('1', 'I-BBB', 'S-1', n), line('2', 'I-1', 'S-BBB', n)], n),
    ),
    event('hold.placed', n + 1, { orderId: 'BBB-1', holdId: 'H', kind: 'fraud', reason: `BBB ${n}`, at: june(2) }),
    shipment('SH-BBB', [{ orderId: 'BBB-1', lineNumber: '2' }], n),
    opened('EX-BBB', 'BBB-1', ['1'], n),
  ]);
  const ids = orderNumbers(version).flatMap((id) => [`${id}/1`, `${id}/2`]);
  await score(store, ids, n);
  const raised = { severity: 'high', status: 'open', openedAt: june(3), resolvedAt: null, assignedTo: null } as const;
  await store.raised.save([
    { id: 'supply-delay/PO-1', type: 'supply-delay', cause: 'BBB late', orderId: null, supplyId: 'PO-1', ...raised },
    { id: 'hold/BBB-1/H', type: 'credit-hold', cause: 'BBB', orderId: 'BBB-1', supplyId: null, ...raised },
  ]);
  await store.raised.addEffects([
    ...['A-1/1', 'A-1/3', ...ids].map((lineId) => ({ lineId, exceptionId: 'supply-delay/PO-1' })),
    { lineId: 'BBB-1/1', exceptionId: 'hold/BBB-1/H' },
  ]);
  await store.raised.addHistory([
    { exceptionId: 'supply-delay/PO-1', at: june(4), change: 'affects', severity: 'high', note: `hits ${n} BBB` },
  ]);
}

/** What the feed tells of lines, orders and exceptions, A's or B's. */
export function changesOf(orderId: string, exceptionId: string): readonly FeedEntry[] {
  const [at, lineId] = [june(16), `${orderId}/1`];
  const moved = { previousScore: 1, previousPlace: '5', score: 9, place: `1${lineId}` };
  const filtered = {
    type: 'short-pick',
    severity: 'high',
    open: true,
    previousSeverity: 'low',
    wasOpen: true,
  } as const;
  return [
    { topic: 'queue', at, data: { change: 'rescored', lineId, kind: 'release', siteId: 'S-1', ...moved } },
    { topic: 'risk', at, data: { lineId, orderId, late: 0.9, previousLate: 0.1 } },
    { topic: 'exception', at, data: { change: 'escalated', exceptionId, orderId, ...filtered } },
  ];
}

function saveEvents(store: Store, events: readonly DomainEvent[]): Promise<void> {
  return store.transaction(async (tx) => {
    await tx.jobs.lockApply();
    const entities = await tx.entities.load(touchedBy(events));
    evolveAll(entities, events);
    await tx.entities.save([...entities.values()]);
  });
}

function orderNumbers(version: number): readonly string[] {
  return Array.from({ length: version }, (_, i) => `BBB-${i + 1}`);
}

async function score(store: Store, lineIds: readonly string[], n: number): Promise<void> {
  await store.risks.save(lineIds.map((lineId) => givenRisk({ lineId, late: 1 / (n + 1) })));
  await store.queue.save(
    lineIds.map((lineId, i) => ({
      ...givenEntry({ lineId, siteId: siteOf(lineId), score: 100 - n - i }),
      kind: 'release' as const,
    })),
  );
}

function siteOf(lineId: string): string {
  return lineId.endsWith('/3') || (lineId.startsWith(MARK) && lineId.endsWith('/2')) ? 'S-BBB' : 'S-1';
}

function customer(id: string, name: string, n = 1): DomainEvent {
  return event('customer.changed', n, { key: id, record: { kind: 'customer', id, name, segment: `BBB ${n}` } });
}

function item(id: string, name: string, n = 1): DomainEvent {
  return event('item.changed', n, { key: id, record: { kind: 'item', id, name, attributes: { secret: 'BBB' } } });
}

function site(id: string, name: string, n = 1): DomainEvent {
  return event('site.changed', n, { key: id, record: { kind: 'site', id, name, zone: 'Europe/Berlin' } });
}

function service(cutoffs: { siteId: string; localTime: string; weekdays: number[] }[]): DomainEvent {
  const record = { kind: 'carrierService', id: 'dhl/express', carrier: 'DHL', service: 'Express', cutoffs } as const;
  return event('carrierService.changed', 1, { key: record.id, record });
}

function stock(itemId: string, siteId: string, onHand: number, n = 1): DomainEvent {
  const record = { kind: 'inventory', itemId, siteId, onHand: { value: onHand, uom: 'EA' }, allocated: 3 } as const;
  return event('inventory.adjusted', n, { key: inventoryIdOf(itemId, siteId), record });
}

function supply(id: string, itemId: string, siteId: string, n = 1): DomainEvent {
  const quantity = { value: 100 + n, uom: 'EA' };
  const record = { kind: 'supply', id, itemId, siteId, supplierId: 'V-BBB', quantity, expectedAt: june(20) } as const;
  return event('supply.scheduled', n, { key: id, record });
}

type Placed = Parameters<typeof event<'order.placed'>>[2]['lines'][number];

function line(lineNumber: string, itemId: string, siteId: string, n = 1): Placed {
  return {
    content: {
      ...{ lineNumber, itemId, siteId, carrierServiceId: 'dhl/express', supplierId: 'V-BBB' },
      quantity: { value: n, uom: 'EA' },
      value: { amountMinor: 1000 + n, currency: 'USD' },
      cost: { amountMinor: 777, currency: 'USD' },
      attributes: { secret: 'BBB' },
    },
    promise: { promisedShipBy: null, promisedDeliverBy: june(25) },
  };
}

function order(id: string, customerId: string, channel: string, lines: Placed[], n = 1): DomainEvent {
  const header = { id, customerId, channel, placedAt: june(Math.min(n, 20)), currency: 'USD' };
  return event('order.placed', n, { header, lines });
}

function shipment(id: string, lines: { orderId: string; lineNumber: string }[], n = 1): DomainEvent {
  return event('shipment.departed', n, { shipmentId: id, carrierServiceId: 'dhl/express', lines, at: june(14) });
}

function opened(id: string, orderId: string, lineNumbers: string[], n = 1): DomainEvent {
  return event('exception.opened', n, { ...given(id), orderId, lineNumbers });
}

function given(id: string) {
  return { id, type: 'short-pick', severity: 'high', cause: 'BBB', openedAt: june(3) } as const;
}
