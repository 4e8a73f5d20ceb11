import type { DomainEvent } from '../../src/domain/event/event.ts';
import { EXCEPTION_KINDS, SEVERITIES } from '../../src/domain/record/incident-records.ts';
import { HOLD_KINDS } from '../../src/domain/record/order-record.ts';
import { addMs, MS_PER_DAY, MS_PER_HOUR, type Instant } from '../../src/domain/time.ts';
import { createRandom } from '../../src/scoring/random.ts';
import { told } from './full-book.ts';

const BEGIN: Instant = '2020-01-01T08:00:00.000Z';

/** A book in which anything that features read happens at random, few of each so that it meets. In the order in which it happened. */
export function randomBook(count: number, seed: number): DomainEvent[] {
  const random = createRandom(seed);
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const maybe = <T>(value: T): T | null => (random() < 0.3 ? null : value);
  const orders: string[] = [];
  /** Lines still to be delivered: to one that is delivered or cancelled nothing happens any more. */
  const open = new Set<string>();
  let now = BEGIN;

  const item = () => pick('I', 'J', 'K');
  const site = () => pick('W', 'X');
  const carrier = () => pick('x/y', 'x/z');
  const ea = (most: number) => ({ value: upTo(most), uom: pick('EA', 'EA', 'EA', 'BOX') });
  const soon = (days: number): Instant => addMs(now, Math.round((random() * days - 1) * MS_PER_DAY));
  const line = () => {
    const [orderId = '', lineNumber = ''] = pick(...open).split('/');
    return { orderId, lineNumber };
  };
  /** One of two shipments that a line may travel in; one that has left with all that it carries is not filled anew. */
  const shipment = () => {
    const { orderId, lineNumber } = line();
    const lines = [{ orderId, lineNumber, quantity: maybe(upTo(10)) }];
    return { shipmentId: `SH-${orderId}-${lineNumber}-${pick('a', 'b')}`, lines, carrierServiceId: maybe(carrier()) };
  };

  const steps: readonly (() => DomainEvent)[] = [
    () => place(),
    () => place(),
    () =>
      told(now, 'line.repromised', {
        ...line(),
        promise: { promisedShipBy: maybe(soon(9)), promisedDeliverBy: soon(12) },
      }),
    () => told(now, 'line.allocated', { ...line(), quantity: upTo(9) }),
    () => told(now, 'line.backordered', { ...line(), quantity: upTo(9) }),
    () => cancel(),
    () =>
      told(now, 'hold.placed', {
        orderId: pick(...orders),
        holdId: pick('a', 'b'),
        kind: pick(...HOLD_KINDS),
        lineNumber: maybe('1'),
        at: soon(2),
      }),
    () => told(now, 'hold.released', { orderId: pick(...orders), holdId: pick('a', 'b'), at: now }),
    () =>
      told(now, 'supply.scheduled', {
        key: `PO-${upTo(5)}`,
        record: maybe({
          kind: 'supply',
          id: `PO-${upTo(5)}`,
          itemId: item(),
          siteId: site(),
          quantity: ea(40),
          expectedAt: soon(9),
        }),
      }),
    () => told(now, 'supply.delayed', { supplyId: `PO-${upTo(5)}`, expectedAt: soon(15) }),
    () => told(now, 'supply.received', { supplyId: `PO-${upTo(5)}`, at: now }),
    () => adjust(),
    () => told(now, 'shipment.departed', { ...shipment(), at: now }),
    () => told(now, 'shipment.etaChanged', { ...shipment(), at: soon(5) }),
    () => deliver(),
    () =>
      told(now, 'customer.changed', {
        key: 'C',
        record: maybe({ kind: 'customer', id: 'C', name: 'C', tier: pick('gold', 'none') }),
      }),
    () =>
      told(now, 'item.changed', {
        key: 'I',
        record: maybe({ kind: 'item', id: 'I', name: 'I', substituteIds: pick(['J'], ['K', 'J'], []) }),
      }),
    () =>
      told(now, 'site.changed', {
        key: 'W',
        record: { kind: 'site', id: 'W', name: pick('a', 'b'), zone: 'Europe/Berlin' },
      }),
    () =>
      told(now, 'carrierService.changed', {
        key: 'x/y',
        record: { kind: 'carrierService', id: 'x/y', carrier: 'x', service: 'y', transitDays: upTo(4) },
      }),
    () =>
      told(now, 'exception.opened', {
        id: `E-${upTo(5)}`,
        type: pick(...EXCEPTION_KINDS),
        severity: pick(...SEVERITIES),
        orderId: maybe(pick(...orders)),
        lineNumbers: pick(['1'], []),
        supplyId: maybe(`PO-${upTo(5)}`),
        openedAt: soon(2),
      }),
    () => told(now, 'exception.resolved', { exceptionId: `E-${upTo(5)}`, at: now }),
    () =>
      told(now, 'condition.raised', {
        key: `N-${upTo(3)}`,
        record: maybe({
          kind: 'condition',
          id: `N-${upTo(3)}`,
          type: 'storm',
          severity: pick(...SEVERITIES),
          siteId: maybe(site()),
          region: maybe(pick('DE', 'FR')),
          raisedAt: soon(2),
        }),
      }),
    () => told(now, 'condition.cleared', { conditionId: `N-${upTo(3)}`, at: now }),
    () =>
      told(now, 'return.authorized', {
        key: `R-${upTo(5)}`,
        record: { kind: 'return', id: `R-${upTo(5)}`, orderId: pick(...orders), quantity: ea(3), authorizedAt: now },
      }),
  ];

  function place(): DomainEvent {
    const id = `SO-${orders.length}`;
    orders.push(id);
    for (const lineNumber of ['1', '2']) open.add(`${id}/${lineNumber}`);
    return told(now, 'order.placed', {
      header: {
        id,
        customerId: pick('C', 'D'),
        placedAt: now,
        currency: 'EUR',
        shipTo: maybe({ country: pick('DE', 'FR') }),
      },
      lines: ['1', '2'].map((lineNumber) => ({
        content: {
          lineNumber,
          itemId: item(),
          quantity: ea(9),
          siteId: maybe(site()),
          carrierServiceId: maybe(carrier()),
        },
        promise: { promisedShipBy: maybe(soon(8)), promisedDeliverBy: soon(10) },
      })),
    });
  }

  function deliver(): DomainEvent {
    const one = line();
    open.delete(`${one.orderId}/${one.lineNumber}`);
    const shipmentId = `SH-${one.orderId}-${one.lineNumber}-a`;
    return told(now, 'shipment.delivered', { shipmentId, lines: [{ ...one, quantity: null }], at: now });
  }

  function cancel(): DomainEvent {
    const { orderId, lineNumber } = line();
    const lineNumbers = maybe([lineNumber]);
    for (const number of lineNumbers ?? ['1', '2']) open.delete(`${orderId}/${number}`);
    return told(now, 'order.cancelled', { orderId, lineNumbers });
  }

  function adjust(): DomainEvent {
    const [itemId, siteId] = [item(), site()];
    const record = maybe({ kind: 'inventory' as const, itemId, siteId, onHand: ea(60), allocated: upTo(5) });
    return told(now, 'inventory.adjusted', { key: `${itemId}@${siteId}`, record });
  }

  return Array.from({ length: count }, (_, i) => {
    if (random() < 0.7) now = addMs(now, upTo(20) * MS_PER_HOUR);
    const event = open.size < 5 ? place() : pick(...steps)();
    return { ...event, id: `${String(i).padStart(5, '0')}/${event.id}` };
  });
}
