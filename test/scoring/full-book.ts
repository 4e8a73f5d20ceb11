import { EVENT_DATA, type EventData, type EventType } from '../../src/domain/event/event-data.ts';
import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import type { z } from 'zod';
import { addMs, MS_PER_DAY, MS_PER_HOUR, type Instant } from '../../src/domain/time.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';

/** Noon of a Monday: the instant at which the line of interest is placed. */
export const PLACED_AT: Instant = '2020-06-01T12:00:00.000Z';
export const LINE = 'SO-9/1';

export const FULL_SETTINGS = ScoringSettings.parse({
  route: ['shipTo.country'],
  categories: ['colour'],
  numbers: ['weight'],
});

/** An event of any type; what its data leaves out has its default. */
export function told<T extends EventType>(time: Instant, type: T, data: z.input<(typeof EVENT_DATA)[T]>): DomainEvent {
  const parsed = EVENT_DATA[type].parse(data) as EventData<T>;
  const id = `${type}/${time}/${JSON.stringify(data)}`;
  const envelope = {
    id,
    source: 'test',
    subject: 'any/thing',
    time,
    sequence: null,
    correlationId: null,
    causationId: null,
  };
  return { ...envelope, type, data: parsed } as unknown as DomainEvent;
}

export function daysFrom(days: number, from: Instant = PLACED_AT): Instant {
  return addMs(from, Math.round(days * MS_PER_DAY));
}

const day = daysFrom;
const EA = (value: number) => ({ value, uom: 'EA' });
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

interface GivenOrder {
  readonly id: string;
  readonly at: Instant;
  readonly promised: Instant;
  readonly quantity?: number;
}

function placed({ id, at, promised, quantity = 10 }: GivenOrder): DomainEvent {
  return told(at, 'order.placed', {
    header: {
      id,
      customerId: 'C',
      placedAt: at,
      currency: 'EUR',
      channel: 'web',
      shipTo: { country: 'DE', region: 'Bavaria', city: null, postalCode: null },
    },
    lines: [
      {
        content: {
          lineNumber: '1',
          itemId: 'I',
          quantity: EA(quantity),
          value: eur(50_000),
          cost: null,
          effortMinutes: 30,
          siteId: 'W',
          supplierId: 'S',
          carrierServiceId: 'x/y',
          requestedDeliverBy: addMs(promised, -MS_PER_DAY),
          attributes: { colour: 'red', weight: 3 },
        },
        promise: { promisedShipBy: addMs(promised, -2 * MS_PER_DAY), promisedDeliverBy: promised },
      },
    ],
  });
}

/**
 * A book that tells something of everything: whatever a feature can see of line `SO-9/1`, placed at `PLACED_AT`, an event before or at
 * that instant says. In the order in which it happened.
 */
export function fullBook(): DomainEvent[] {
  const line = { orderId: 'SO-9', lineNumber: '1' };
  return [
    told(day(-400), 'site.changed', {
      key: 'W',
      record: {
        kind: 'site',
        id: 'W',
        name: 'West',
        zone: 'Europe/Berlin',
        workload: {
          observedAt: addMs(PLACED_AT, -MS_PER_HOUR),
          openLines: 40,
          queuedHours: 10,
          crew: 4,
          laborHours: 32,
          docks: 4,
          docksBusy: 3,
        },
      },
    }),
    told(day(-400), 'item.changed', {
      key: 'I',
      record: { kind: 'item', id: 'I', name: 'Item', uom: 'EA', substituteIds: ['J'], unitCost: eur(3000) },
    }),
    told(day(-400), 'customer.changed', {
      key: 'C',
      record: {
        kind: 'customer',
        id: 'C',
        name: 'Customer',
        tier: 'strategic',
        terms: {
          deliverWithinHours: 72,
          latePenaltyRatioPerDay: 0.02,
          latePenaltyFlat: eur(1000),
          acceptsSubstitutes: true,
          isRegulated: true,
          flexibleDays: 1,
        },
        creditLimit: eur(100_000),
        creditUsed: eur(90_000),
      },
    }),
    told(day(-400), 'carrierService.changed', {
      key: 'x/y',
      record: {
        kind: 'carrierService',
        id: 'x/y',
        carrier: 'x',
        service: 'y',
        transitDays: 1,
        transitDaysP90: 2,
        cutoffs: [{ siteId: 'W', localTime: '17:00' }],
        capacity: { linesPerDay: 100, linesBooked: 80, observedAt: addMs(PLACED_AT, -MS_PER_HOUR) },
      },
    }),
    ...['A', 'B', 'C'].flatMap((name, i) => [
      placed({ id: `SO-${name}`, at: day(-100 + i), promised: day(-90 + i) }),
      told(day(-88), 'shipment.delivered', {
        shipmentId: `SH-${name}`,
        lines: [{ orderId: `SO-${name}`, lineNumber: '1' }],
        at: day(-88),
      }),
    ]),
    told(day(-80), 'return.authorized', {
      key: 'R',
      record: { kind: 'return', id: 'R', orderId: 'SO-A', quantity: EA(1), authorizedAt: day(-80) },
    }),
    told(day(-5), 'inventory.adjusted', {
      key: 'I@W',
      record: {
        kind: 'inventory',
        itemId: 'I',
        siteId: 'W',
        onHand: EA(8),
        allocated: 2,
        lots: [{ id: 'L', quantity: 8, expiresAt: day(20) }],
      },
    }),
    told(day(-5), 'inventory.adjusted', {
      key: 'J@W',
      record: { kind: 'inventory', itemId: 'J', siteId: 'W', onHand: EA(30) },
    }),
    told(day(-4), 'supply.scheduled', {
      key: 'PO',
      record: { kind: 'supply', id: 'PO', itemId: 'I', siteId: 'W', quantity: EA(50), expectedAt: day(1) },
    }),
    told(day(-3), 'supply.delayed', { supplyId: 'PO', expectedAt: day(2) }),
    placed({ id: 'SO-8', at: day(-2), promised: day(3), quantity: 3 }), // due before the line of interest
    ...(['weather warning', 'port closed', 'demand spike', 'fuel price', 'something else'] as const).map((type, i) =>
      told(day(-1), 'condition.raised', {
        key: `N-${i}`,
        record: { kind: 'condition', id: `N-${i}`, type, severity: 'high', raisedAt: day(-1), siteId: 'W' },
      }),
    ),
    placed({ id: 'SO-9', at: PLACED_AT, promised: day(5) }),
    told(PLACED_AT, 'line.allocated', { ...line, quantity: 2 }),
    told(PLACED_AT, 'line.backordered', { ...line, quantity: 3 }),
    ...(['credit', 'address', 'pricing', 'manual'] as const).map((kind) =>
      told(PLACED_AT, 'hold.placed', { orderId: 'SO-9', holdId: kind, kind, at: PLACED_AT }),
    ),
    ...(['edi', 'short-pick', 'supply-delay'] as const).map((type) =>
      told(PLACED_AT, 'exception.opened', {
        id: `X-${type}`,
        type,
        severity: type === 'edi' ? 'critical' : 'low',
        ...(type === 'supply-delay' ? { supplyId: 'PO' } : { orderId: 'SO-9' }),
        openedAt: PLACED_AT,
      }),
    ),
    told(PLACED_AT, 'shipment.etaChanged', { shipmentId: 'SH-9', lines: [{ ...line, quantity: 2 }], at: day(4) }),
  ].sort(compareEvents);
}

/** What comes after: of everything that the features read, something else. */
export function laterEvents(): DomainEvent[] {
  const later = (days: number) => day(days);
  return [
    told(later(0.5), 'inventory.adjusted', {
      key: 'I@W',
      record: { kind: 'inventory', itemId: 'I', siteId: 'W', onHand: EA(500) },
    }),
    told(later(1), 'supply.received', { supplyId: 'PO', at: later(1) }),
    told(later(1), 'customer.changed', { key: 'C', record: null }),
    told(later(1), 'item.changed', { key: 'I', record: null }),
    told(later(1), 'site.changed', { key: 'W', record: null }),
    told(later(1), 'carrierService.changed', { key: 'x/y', record: null }),
    ...['credit', 'address', 'pricing', 'manual'].map((holdId) =>
      told(later(2), 'hold.released', { orderId: 'SO-9', holdId, at: later(2) }),
    ),
    ...['edi', 'short-pick', 'supply-delay'].map((type) =>
      told(later(2), 'exception.resolved', { exceptionId: `X-${type}`, at: later(2) }),
    ),
    ...[0, 1, 2, 3, 4].map((i) => told(later(2), 'condition.cleared', { conditionId: `N-${i}`, at: later(2) })),
    told(later(2), 'line.repromised', {
      orderId: 'SO-9',
      lineNumber: '1',
      promise: { promisedShipBy: later(8), promisedDeliverBy: later(10) },
    }),
    told(later(3), 'line.allocated', { orderId: 'SO-9', lineNumber: '1', quantity: 10 }),
    told(later(6), 'shipment.delivered', {
      shipmentId: 'SH-9',
      lines: [{ orderId: 'SO-9', lineNumber: '1' }],
      at: later(6),
    }),
  ];
}
