import { refKey, type Entity } from '../src/domain/entity.ts';
import { EVENT_DATA, type EventData, type EventType } from '../src/domain/event/event-data.ts';
import { compareEvents, type DomainEvent } from '../src/domain/event/event.ts';
import { evolveAll } from '../src/domain/evolve.ts';
import { HOLD_KINDS } from '../src/domain/record/order-record.ts';
import { addMs, MS_PER_DAY, type Instant } from '../src/domain/time.ts';
import { createRandom } from '../src/scoring/random.ts';
import type { Store } from '../src/store/store.ts';
import type { z } from 'zod';

/** A made-up distributor: how much of each thing there is. */
export interface OpenBookSize {
  readonly lines: number;
  readonly linesPerOrder: number;
  readonly items: number;
  readonly customers: number;
  readonly sites: number;
}

export const USUAL_SIZE: OpenBookSize = { lines: 18_000, linesPerOrder: 3, items: 2000, customers: 500, sites: 4 };

const CARRIERS = ['road/standard', 'road/express', 'rail/standard', 'air/express'] as const;

/**
 * Events of a book in which every line is still to be delivered, placed in the 20 days before an instant, with everything around it
 * that features read. The same seed gives the same book; nothing in it is real.
 */
export function openBookEvents(size: OpenBookSize, now: Instant, seed = 1): readonly DomainEvent[] {
  const random = createRandom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const day = (days: number): Instant => addMs(now, Math.round(days * MS_PER_DAY));
  const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
  const began = day(-400);
  const events: DomainEvent[] = [];
  let count = 0;
  function tell<T extends EventType>(time: Instant, type: T, data: z.input<(typeof EVENT_DATA)[T]>): void {
    const envelope = { id: `e${(count += 1)}`, source: 'bench', subject: 'any/thing', time, sequence: null };
    const parsed = EVENT_DATA[type].parse(data) as EventData<T>;
    events.push({ ...envelope, correlationId: null, causationId: null, type, data: parsed } as unknown as DomainEvent);
  }

  for (let i = 0; i < size.sites; i += 1)
    tell(began, 'site.changed', {
      key: `SITE-${i}`,
      record: {
        kind: 'site',
        id: `SITE-${i}`,
        name: `Site ${i}`,
        zone: ['Europe/Berlin', 'Europe/London', 'America/New_York'][i % 3] ?? 'UTC',
        workload: {
          observedAt: now,
          openLines: 900,
          queuedHours: 40,
          crew: 20,
          laborHours: 300,
          docks: 8,
          docksBusy: 5,
        },
      },
    });
  for (const id of CARRIERS)
    tell(began, 'carrierService.changed', {
      key: id,
      record: {
        kind: 'carrierService',
        id,
        carrier: id.split('/')[0] ?? '',
        service: id.split('/')[1] ?? '',
        transitDays: 1 + upTo(4),
        transitDaysP90: 6,
        cutoffs: Array.from({ length: size.sites }, (_, i) => ({ siteId: `SITE-${i}`, localTime: '17:00' })),
        capacity: { linesPerDay: 4000, linesBooked: 3000, observedAt: now },
      },
    });
  for (let i = 0; i < size.customers; i += 1)
    tell(began, 'customer.changed', {
      key: `CUST-${i}`,
      record: {
        kind: 'customer',
        id: `CUST-${i}`,
        name: `Customer ${i}`,
        tier: ['standard', 'key', 'strategic'][i % 3] ?? null,
        country: 'DE',
        terms: { deliverWithinHours: 72, latePenaltyRatioPerDay: 0.01, acceptsSubstitutes: i % 2 === 0 },
        creditLimit: money(1_000_000),
        creditUsed: money(upTo(1_000_000)),
      },
    });
  for (let i = 0; i < size.items; i += 1) {
    const [id, other] = [`ITEM-${i}`, `ITEM-${(i + 1) % size.items}`];
    tell(began, 'item.changed', {
      key: id,
      record: {
        kind: 'item',
        id,
        name: `Item ${i}`,
        category: `C-${i % 20}`,
        uom: 'EA',
        unitCost: money(500),
        substituteIds: i % 4 === 0 ? [other] : [],
      },
    });
    for (let site = 0; site < size.sites; site += 1)
      tell(day(-1), 'inventory.adjusted', {
        key: `${id}@SITE-${site}`,
        record: {
          kind: 'inventory',
          itemId: id,
          siteId: `SITE-${site}`,
          onHand: { value: upTo(100), uom: 'EA' },
          allocated: upTo(10),
        },
      });
    if (i % 2 === 0)
      tell(day(-3), 'supply.scheduled', {
        key: `PO-${i}`,
        record: {
          kind: 'supply',
          id: `PO-${i}`,
          itemId: id,
          siteId: `SITE-${i % size.sites}`,
          quantity: { value: 200, uom: 'EA' },
          expectedAt: day(1 + upTo(10)),
        },
      });
  }
  for (let i = 0; i < 10; i += 1)
    tell(day(-1), 'condition.raised', {
      key: `COND-${i}`,
      record: {
        kind: 'condition',
        id: `COND-${i}`,
        type: i % 2 === 0 ? 'weather' : 'demand spike',
        severity: 'medium',
        siteId: `SITE-${i % size.sites}`,
        raisedAt: day(-1),
      },
    });

  for (let i = 0; i < size.lines / size.linesPerOrder; i += 1) {
    const orderId = `SO-${String(i).padStart(6, '0')}`;
    const placedAt = day(-20 * random() - 0.1);
    tell(placedAt, 'order.placed', {
      header: {
        id: orderId,
        customerId: `CUST-${upTo(size.customers)}`,
        placedAt,
        currency: 'EUR',
        channel: 'edi',
        shipTo: { country: ['DE', 'FR', 'IT', 'ES'][i % 4] ?? null, region: `R-${i % 12}` },
      },
      lines: Array.from({ length: size.linesPerOrder }, (_, n) => ({
        content: {
          lineNumber: String(n + 1),
          itemId: `ITEM-${upTo(size.items)}`,
          quantity: { value: 1 + upTo(20), uom: 'EA' },
          value: money(1000 + upTo(90_000)),
          siteId: `SITE-${upTo(size.sites)}`,
          supplierId: `SUP-${upTo(50)}`,
          carrierServiceId: CARRIERS[upTo(CARRIERS.length)] ?? null,
          attributes: {
            category: `C-${upTo(20)}`,
            velocity: ['A', 'B', 'C'][upTo(3)] ?? null,
            segment: ['retail', 'industry', 'export'][upTo(3)] ?? null,
            priorityCode: upTo(5),
          },
        },
        promise: { promisedShipBy: day(1 + 10 * random()), promisedDeliverBy: day(4 + 10 * random()) },
      })),
    });
    for (let n = 1; n <= size.linesPerOrder; n += 1)
      if (random() < 0.5) tell(placedAt, 'line.allocated', { orderId, lineNumber: String(n), quantity: 1 });
    if (i % 20 === 0) {
      const kind = HOLD_KINDS[upTo(HOLD_KINDS.length)] ?? 'manual';
      tell(placedAt, 'hold.placed', { orderId, holdId: 'H', kind, at: placedAt });
      const exception = {
        id: `X-${i}`,
        type: 'edi' as const,
        severity: 'medium' as const,
        orderId,
        openedAt: placedAt,
      };
      tell(placedAt, 'exception.opened', exception);
    }
  }
  return events.sort(compareEvents);
}

/** Puts a book into a store as applying its events would, and gives every history key that its lines have a year of outcomes. */
export async function fillOpenBook(
  store: Store,
  events: readonly DomainEvent[],
  keys: Iterable<string>,
  now: Instant,
): Promise<void> {
  const entities = new Map<string, Entity>();
  evolveAll(entities, events);
  const all = [...entities.values()].sort((a, b) => (refKey(a) < refKey(b) ? -1 : 1));
  for (let from = 0; from < all.length; from += PER_STATEMENT)
    await store.entities.save(all.slice(from, from + PER_STATEMENT));
  const days = [...keys].flatMap((key) =>
    Array.from({ length: 30 }, (_, i) => {
      const date = addMs(now, -(i + 1) * 12 * MS_PER_DAY).slice(0, 10);
      return { key, day: date, lines: 4, late: i % 3, leadDays: 20, delayDays: i % 5 };
    }),
  );
  for (let from = 0; from < days.length; from += PER_STATEMENT)
    await store.outcomes.add(days.slice(from, from + PER_STATEMENT));
}

const PER_STATEMENT = 5000;
