import { describe, expect, it } from 'vitest';
import { toCustomer, toInventory, toSupply } from '../../src/domain/master-data.ts';
import { entityAfter, event, june } from './given.ts';

const customer = { kind: 'customer', id: 'C-1', name: 'Acme' } as const;
const supply = {
  kind: 'supply',
  id: 'PO-1',
  itemId: 'I-1',
  siteId: 'W-1',
  quantity: { value: 5, uom: 'EA' },
  expectedAt: june(10),
} as const;

describe('a record', () => {
  it('is what its newest event says', () => {
    const [before, after] = [customer, { ...customer, name: 'Acme Ltd' }].map((record, index) =>
      event('customer.changed', 2 + index, { key: 'C-1', record }),
    );
    if (!before || !after) throw new Error('two events expected');

    expect(toCustomer(entityAfter([after, before], 'customer', 'C-1'))).toMatchObject({
      id: 'C-1',
      name: 'Acme Ltd',
      tier: null,
      segment: null,
      country: null,
      attributes: {},
      provenance: { source: 'erp', observedAt: june(3) },
    });
  });

  it('is gone when its source no longer has it', () => {
    const events = [
      event('customer.changed', 3, { key: 'C-1', record: null }),
      event('customer.changed', 2, { key: 'C-1', record: customer }),
    ];

    expect(toCustomer(entityAfter(events, 'customer', 'C-1'))).toBeNull();
  });
});

describe('stock', () => {
  it('has the id of its item at its site', () => {
    const record = { kind: 'inventory', itemId: 'I-1', siteId: 'W-1', onHand: { value: 7, uom: 'EA' } } as const;

    expect(
      toInventory(entityAfter([event('inventory.adjusted', 2, { key: 'I-1@W-1', record })], 'inventory', 'I-1@W-1')),
    ).toMatchObject({
      id: 'I-1@W-1',
      onHand: { value: 7, uom: 'EA' },
      allocated: 0,
    });
  });
});

describe('supply', () => {
  const scheduled = event('supply.scheduled', 2, { key: 'PO-1', record: supply });
  const delayed = (day: number, to: number) => event('supply.delayed', day, { supplyId: 'PO-1', expectedAt: june(to) });

  it('is expected when the newest word says', () => {
    expect(supplyAfter(scheduled)).toMatchObject({ expectedAt: june(10), receivedAt: null });
    expect(supplyAfter(delayed(4, 20), delayed(3, 15), scheduled)?.expectedAt).toBe(june(20));
    expect(supplyAfter(delayed(1, 20), scheduled)?.expectedAt).toBe(june(10));
  });

  it('is received when that is told', () => {
    expect(supplyAfter(event('supply.received', 9, { supplyId: 'PO-1', at: june(9) }), scheduled)?.receivedAt).toBe(
      june(9),
    );
  });
});

function supplyAfter(...events: Parameters<typeof entityAfter>[0][number][]) {
  return toSupply(entityAfter(events, 'supply', 'PO-1'));
}
