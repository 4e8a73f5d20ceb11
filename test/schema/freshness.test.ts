import { afterEach, describe, expect, it } from 'vitest';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { AppError } from '../../src/errors.ts';
import type { InventoryRecord } from '../../src/domain/record/stock-records.ts';
import { event, june } from '../domain/given.ts';
import { record } from '../providers/given-records.ts';
import { openGraph, type TestGraph } from './graph.ts';
import { saveEvents } from './sample-book.ts';

/** Every question is answered by each of two executors. */
const EXECUTORS = 2;
const HOUR_MS = 3_600_000;
const STOCK = `{
  orders { edges { node { lines { edges { node { inventory { id onHand { value } provenance { source observedAt stale staleReason } } } } } } } }
}`;

let graph: TestGraph;
let source: MemorySource;

afterEach(() => graph.close());

/** A book of two lines whose stock was last told on 1 June, opened on 15 June; records may be an hour old. */
async function openOldBook(settings: {
  readonly allowedAgeMs: number | null;
  readonly timeoutMs?: number;
}): Promise<void> {
  source = new MemorySource();
  graph = await openGraph({ providers: [memory({ id: 'erp', source, ...settings })], now: () => june(15) });
  await saveEvents(graph.store, [placed, adjusted(stock('I-1', 10)), adjusted(stock('I-2', 20))]);
}

const placedData = {
  header: { id: 'SO-1', customerId: 'C-1', placedAt: june(1), currency: 'USD' },
  lines: ['1', '2'].map((lineNumber) => ({
    content: { lineNumber, itemId: `I-${lineNumber}`, siteId: 'S-1', quantity: { value: 1, uom: 'EA' } },
    promise: { promisedShipBy: null, promisedDeliverBy: null },
  })),
};
const placed = event('order.placed', 1, placedData);

function stock(itemId: string, onHand: number, changedAt: string | null = null): InventoryRecord {
  return {
    kind: 'inventory',
    itemId,
    siteId: 'S-1',
    onHand: { value: onHand, uom: 'EA' },
    allocated: 0,
    lots: [],
    changedAt,
  };
}

function adjusted(record: InventoryRecord): DomainEvent {
  return event('inventory.adjusted', 1, { key: `${record.itemId}@${record.siteId}`, record });
}

interface Stock {
  readonly onHand: { readonly value: number };
  readonly provenance: {
    readonly source: string;
    readonly observedAt: string;
    readonly stale: boolean;
    readonly staleReason: string | null;
  };
}

async function askForStock(): Promise<readonly Stock[]> {
  const data = (await graph.ask(STOCK)) as {
    orders: { edges: { node: { lines: { edges: { node: { inventory: Stock } }[] } } }[] };
  };
  return data.orders.edges.flatMap(({ node }) => node.lines.edges.map((line) => line.node.inventory));
}

function lookups(): number {
  return source.calls.filter(({ name }) => name === 'lookup').length;
}

describe('a record that is older than its source allows', () => {
  it('is asked for again, in one call per kind for the whole query, and shows what the source now says', async () => {
    await openOldBook({ allowedAgeMs: HOUR_MS });
    source.put(stock('I-1', 7, june(14)), stock('I-2', 20, june(14)));

    const found = await askForStock();

    expect(found.map(({ onHand }) => onHand.value)).toEqual([7, 20]);
    expect(found[0]?.provenance).toEqual({ source: 'erp', observedAt: june(14), stale: false, staleReason: null });
    // The order, with its lines, and the stock.
    expect(lookups()).toBe(2 * EXECUTORS);
  });

  it('reaches the book: the worker applies what the source said, once', async () => {
    await openOldBook({ allowedAgeMs: HOUR_MS });
    source.put(stock('I-1', 7), stock('I-2', 9));
    await askForStock();

    const waiting = await graph.store.inbox.pending(10);
    await saveEvents(graph.store, waiting);
    await graph.store.inbox.markApplied(waiting);

    expect(waiting.map(({ type }) => type)).toEqual(['inventory.adjusted', 'inventory.adjusted']);
    expect((await askForStock()).map(({ onHand }) => onHand.value)).toEqual([7, 9]);
    expect(await graph.store.inbox.pendingCount()).toBe(0);
  });

  it('is stale, and the query goes on, when the source fails', async () => {
    await openOldBook({ allowedAgeMs: HOUR_MS });
    source.inject({ on: 'lookup', error: new AppError('PROVIDER_REJECTED', 'no such table'), times: 100 });

    const [first] = await askForStock();

    expect(first?.onHand.value).toBe(10);
    expect(first?.provenance).toMatchObject({ stale: true, observedAt: june(1) });
    expect(first?.provenance.staleReason).toMatch(/^erp was asked again and failed: .*no such table/);
  });

  it('is stale when the source does not answer in time', async () => {
    await openOldBook({ allowedAgeMs: HOUR_MS, timeoutMs: 50 });
    source.inject({ on: 'lookup', delayMs: Number.POSITIVE_INFINITY, times: 100 });

    const [first] = await askForStock();

    expect(first?.provenance.staleReason).toMatch(/^erp was asked again and failed: .*50 ms/);
  });

  it('is stale when the source no longer knows it', async () => {
    await openOldBook({ allowedAgeMs: HOUR_MS });
    source.put(stock('I-1', 10, june(14)));

    const [first, second] = await askForStock();

    expect(first?.provenance.stale).toBe(false);
    expect(second?.provenance).toMatchObject({ stale: true, staleReason: 'erp no longer knows it' });
  });
});

describe('a record that is young enough', () => {
  it('is not asked for: its source was read to the end a while ago and showed no change', async () => {
    await openOldBook({ allowedAgeMs: HOUR_MS });
    const lastReadAt = '2013-06-15T11:30:00.000Z';
    await graph.store.sources.saveStatus({ providerId: 'erp', lastReadAt, failingSince: null, lastError: null });

    const [first] = await askForStock();

    expect(first?.provenance.stale).toBe(false);
    expect(lookups()).toBe(0);
  });

  it('is stale all the same while its source fails', async () => {
    await openOldBook({ allowedAgeMs: null });
    await graph.store.sources.saveStatus({
      providerId: 'erp',
      lastReadAt: june(10),
      failingSince: june(11),
      lastError: 'gone',
    });

    const [first] = await askForStock();

    expect(first?.provenance).toMatchObject({ stale: true, staleReason: `erp has not answered since ${june(11)}` });
  });
});

describe('an order', () => {
  it('and its lines are asked for as one record', async () => {
    source = new MemorySource();
    graph = await openGraph({ providers: [memory({ id: 'erp', source, allowedAgeMs: HOUR_MS })] });
    await saveEvents(graph.store, [placed]);
    const { header, lines } = placedData;
    source.put({
      ...record('order', {
        ...header,
        lines: lines.map(({ content }) => ({ ...content, promisedDeliverBy: june(20) })),
        changedAt: june(14),
      }),
    });

    const data = await graph.ask(`{ order(id: "SO-1") {
      provenance { observedAt stale }
      lines { edges { node { promisedDeliverBy provenance { observedAt stale } } } }
    } }`);

    expect(data).toMatchObject({
      order: {
        provenance: { stale: false },
        lines: { edges: [{ node: { promisedDeliverBy: june(20) } }, { node: { promisedDeliverBy: june(20) } }] },
      },
    });
    expect(lookups()).toBe(EXECUTORS);
  });
});
