import { describe, expect, it } from 'vitest';
import { causesOf, type LineFacts } from '../../src/domain/exception-cause.ts';
import { settle, type RaisedException } from '../../src/domain/exception-life.ts';
import type { OrderException } from '../../src/domain/exception.ts';
import { june } from './given.ts';

const provenance = { source: 'erp', observedAt: june(1) };
const supply = { id: 'PO-1', itemId: 'I-1', siteId: 'S-1', expectedAt: june(25), provenance };

/** Only what detection looks at. */
function facts(more: Partial<Record<keyof LineFacts, unknown>> = {}, line: object = {}): LineFacts {
  return {
    order: { id: 'A', holds: [] },
    line: { id: 'A/1', lineNumber: '1', promisedShipBy: null, promisedDeliverBy: june(20), backordered: null, ...line },
    late: 0.2,
    shipments: [],
    inventory: null,
    receipts: [],
    told: [],
    wasAtRisk: false,
    ...more,
  } as unknown as LineFacts;
}

const told = (more: Partial<OrderException>) =>
  ({
    id: 'EX-1',
    type: 'supply-delay',
    severity: 'high',
    cause: null,
    orderId: null,
    supplyId: 'PO-1',
    ...more,
  }) as OrderException;
const ids = (given: LineFacts) => causesOf(given).map(({ exceptionId }) => exceptionId);

describe('what hits a line', () => {
  it('is nothing while all goes as planned', () => {
    expect(ids(facts())).toEqual([]);
  });

  it.each([
    [
      'a hold',
      facts({ order: { id: 'A', holds: [{ id: 'H', kind: 'credit', lineNumber: null, reason: null }] } }),
      'hold/A/H',
    ],
    [
      'supply that comes too late for what is backordered',
      facts({ receipts: [supply] }, { backordered: 3 }),
      'supply-delay/PO-1',
    ],
    [
      'a shipment that arrives too late',
      facts({ shipments: [{ id: 'SH', status: 'departed', etaAt: june(22) }] }),
      'shipment-delay/SH',
    ],
    [
      'a shipment that failed',
      facts({ shipments: [{ id: 'SH', status: 'failed', etaAt: null }] }),
      'shipment-delay/SH',
    ],
    [
      'more bound than there is',
      facts({ inventory: { id: 'I-1@S-1', allocated: 9, onHand: { value: 5, uom: 'EA' } } }),
      'inventory-mismatch/I-1@S-1',
    ],
    ['a risk that nothing explains', facts({ late: 0.6 }), 'promise-at-risk/A'],
  ])('is %s', (_, given, id) => {
    expect(ids(given)).toEqual([id]);
  });

  it('is the root cause alone where there is one: no risk of its own beside it', () => {
    expect(ids(facts({ late: 0.95, receipts: [supply] }, { backordered: 3 }))).toEqual(['supply-delay/PO-1']);
  });

  it('is not found a second time when a source tells of it', () => {
    expect(ids(facts({ receipts: [supply], told: [told({})] }, { backordered: 3 }))).toEqual(['EX-1']);
  });

  it('does not flicker: a risk that was high must fall further than it had to rise', () => {
    expect(ids(facts({ late: 0.45 }))).toEqual([]);
    expect(ids(facts({ late: 0.45, wasAtRisk: true }))).toEqual(['promise-at-risk/A']);
    expect(ids(facts({ late: 0.39, wasAtRisk: true }))).toEqual([]);
  });
});

describe('the life of what was found', () => {
  const [cause] = causesOf(facts({ late: 0.6 }));
  const [worse] = causesOf(facts({ late: 0.95 }));

  it('opens, escalates, resolves by itself and reopens', () => {
    const opened = settle(null, cause ?? null, 1, june(1));
    const same = settle(opened, cause ?? null, 3, june(2));
    const escalated = settle(same, worse ?? null, 3, june(3));
    const calmer = settle(escalated, cause ?? null, 3, june(4));
    const resolved = settle(calmer, null, 0, june(5));
    const reopened = settle(resolved, cause ?? null, 1, june(6));

    expect(opened).toMatchObject({ status: 'open', severity: 'medium', openedAt: june(1), resolvedAt: null });
    expect(same).toBe(opened);
    expect(escalated).toMatchObject({ status: 'escalated', severity: 'critical' });
    expect(calmer).toBe(escalated);
    expect(resolved).toMatchObject({ status: 'resolved', resolvedAt: june(5) });
    expect(settle(resolved, null, 0, june(7))).toBe(resolved);
    expect(reopened satisfies RaisedException | null).toMatchObject({
      status: 'reopened',
      openedAt: june(6),
      resolvedAt: null,
    });
  });
});
