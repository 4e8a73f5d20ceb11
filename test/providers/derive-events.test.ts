import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../src/domain/entity.ts';
import { toOrder } from '../../src/domain/order.ts';
import { toOrderLine } from '../../src/domain/order-line.ts';
import { lineIdOf } from '../../src/domain/record/identifier.ts';
import { keyOf, type CanonicalRecord } from '../../src/domain/record/record.ts';
import { addMs } from '../../src/domain/time.ts';
import { toSupply } from '../../src/domain/master-data.ts';
import { toOrderException } from '../../src/domain/exception.ts';
import { DERIVED_KINDS, piecesOf, wholeSource } from './arbitrary-records.ts';
import { createDerivedBook, NOW, valuesOf } from './derived-book.ts';

describe.each(DERIVED_KINDS)('events derived from %s records', (kind) => {
  it('are none the second time that the same is read', () => {
    fc.assert(
      fc.property(wholeSource(kind), (records) => {
        const book = createDerivedBook(kind);
        book.page(records, { readId: 'first' });

        const again = book.page(records, { readId: 'second', now: '2013-07-01T00:00:00.000Z' });

        expect(again.events).toEqual([]);
        expect(again.rejected).toEqual([]);
      }),
    );
  });

  it('are the same however the records are cut into pages', () => {
    fc.assert(
      fc.property(wholeSource(kind), fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 12 }), (records, sizes) => {
        const pieces = records.flatMap(piecesOf);
        const whole = createDerivedBook(kind);
        const cut = createDerivedBook(kind);

        whole.page(pieces);
        for (const page of cutInto(pieces, sizes)) cut.page(page);

        expect(cut.events).toEqual(whole.events);
        expect(cut.state()).toEqual(whole.state());
      }),
    );
  });

  it('have the same ids when a page is derived again from the same rows', () => {
    fc.assert(
      fc.property(wholeSource(kind), (records) => {
        expect(createDerivedBook(kind).page(records).events).toEqual(createDerivedBook(kind).page(records).events);
      }),
    );
  });

  it('lead to what the source said last, whatever it said before and whatever the clock says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(wholeSource(kind), fc.constantFrom(NOW, '2013-06-09T00:00:00.000Z')), {
          minLength: 1,
          maxLength: 4,
        }),
        (reads) => {
          const book = createDerivedBook(kind);
          const last = new Map<string, CanonicalRecord>();
          reads.forEach(([records, now], index) => {
            book.page(records, { readId: `read-${index}`, now });
            for (const record of records) last.set(keyOf(record), record);
          });

          const state = book.state();

          for (const record of last.values()) expectSaid(state, record);
        },
      ),
    );
  });

  it('that are withheld arrive with a later read', () => {
    fc.assert(
      fc.property(wholeSource(kind), fc.integer({ min: 1, max: 22 }), (records, day) => {
        const until = new Date(Date.UTC(2013, 5, day)).toISOString();
        const asOf = createDerivedBook(kind);
        const plain = createDerivedBook(kind);
        plain.page(records);

        const early = asOf.page(records, { readId: 'early', until });
        // A change without an instant of its own may come a few milliseconds after what it changes.
        for (const { time } of early.events) expect(time <= addMs(until, 10)).toBe(true);
        asOf.page(records, { readId: 'late', until: null });

        expect(valuesOf(asOf.state())).toEqual(valuesOf(plain.state()));
        expect(asOf.events.length).toBeGreaterThanOrEqual(plain.events.length);
      }),
    );
  });

  it('forget what the source no longer has, once', () => {
    fc.assert(
      fc.property(wholeSource(kind), (records) => {
        const book = createDerivedBook(kind);
        book.page(records, { readId: 'first' });
        const deletes = [...records.map(keyOf), 'never seen'];

        book.page([], { readId: 'second', deletes });
        const again = book.page([], { readId: 'third', deletes });

        expect(again.events).toEqual([]);
        for (const record of records) expectGone(book.state(), record);
      }),
    );
  });
});

function cutInto<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const pages: T[][] = [];
  let rest = [...items];
  for (const size of [...sizes, items.length]) {
    if (rest.length > 0) pages.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return pages;
}

function expectSaid(state: ReadonlyMap<string, Entity>, record: CanonicalRecord): void {
  const entity = state.get(`${record.kind}/${keyOf(record)}`);
  if (record.kind === 'order') {
    const order = toOrder(entity as Entity<'order'>);
    expect(order).toMatchObject({ customerId: record.customerId, cancelled: record.cancelled });
    expect(order?.holds.map(({ id }) => id).sort()).toEqual(record.holds.map(({ id }) => id).sort());
    for (const { cancelled, ...line } of record.lines) {
      const known = state.get(`line/${lineIdOf(record.id, line.lineNumber)}`);
      expect(toOrderLine(known as Entity<'line'>)).toMatchObject({ ...line, status: cancelled ? 'cancelled' : 'open' });
    }
  } else if (record.kind === 'supply') {
    expect(toSupply(entity as Entity<'supply'>)).toMatchObject({
      quantity: record.quantity,
      expectedAt: record.expectedAt,
    });
  } else if (record.kind === 'exception') {
    expect(toOrderException(entity as Entity<'exception'>)).toMatchObject({
      severity: record.severity,
      assignedTo: record.assignedTo,
      resolvedAt: record.resolvedAt,
      resolution: record.resolvedAt === null ? null : record.resolution,
    });
  } else if (record.kind === 'shipment') {
    const { facets } = (entity ?? { facets: {} }) as Entity<'shipment'>;
    if (record.departedAt) expect(facets.departed?.value.at).toBe(record.departedAt);
    if (record.deliveredAt) expect(facets.delivered?.value.at).toBe(record.deliveredAt);
    if (record.etaAt) expect(facets.eta?.value.at).toBe(record.etaAt);
    if (record.departedAt) expect(facets.carrier?.value.carrierServiceId).toBe(record.carrierServiceId);
  } else {
    expect((entity as Entity<'customer'>).facets.record?.value).toEqual(record);
  }
}

function expectGone(state: ReadonlyMap<string, Entity>, record: CanonicalRecord): void {
  const entity = state.get(`${record.kind}/${keyOf(record)}`);
  if (record.kind === 'order') expect((entity as Entity<'order'>).facets.cancelled?.value).toEqual({ cancelled: true });
  else if (record.kind === 'shipment') expect((entity as Entity<'shipment'>).facets.failed).toBeDefined();
  else if (record.kind === 'exception') expect((entity as Entity<'exception'>).facets.resolved).toBeDefined();
  else expect((entity as Entity<'customer'>).facets.record?.value).toBeNull();
}
