import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, orderRow, type Asked, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const rows = (...value: object[]) => ({ json: { value } });
const many = Array.from({ length: 300 }, (_, at) => `SO-${at + 1}`);

/** The orders that a filter names. */
function named(filter = ''): Record<string, unknown>[] {
  return [...filter.matchAll(/'SO-(\d+)'/g)].map(([, number]) => orderRow(Number(number)));
}

/** The answer to a JSON batch of reads. */
function batchReply({ json }: Asked): { json: unknown } {
  const { requests } = json as { requests: { id: string; url: string }[] };
  const responses = requests.map(({ id, url }) => {
    const filter = new URL(url, 'http://x').searchParams.get('$filter') ?? '';
    return { id, status: 200, headers: {}, body: { value: named(filter) } };
  });
  return { json: { responses } };
}

function idsOf(slots: readonly unknown[] | undefined): unknown[] {
  return (slots ?? []).map((slot) => (slot && typeof slot === 'object' && 'id' in slot ? slot.id : slot));
}

describe('a lookup', () => {
  it('asks once, for each key once, and gives a slot for each; a quote in a key stays in its text', async () => {
    service.answer(({ query }) => rows(...named(query.$filter)));
    const { lookup } = service.open();

    const slots = await lookup?.('order', ['SO-2', "x') or (1 eq 1", 'SO-1', 'SO-2']);

    expect(idsOf(slots)).toEqual(['SO-2', null, 'SO-1', 'SO-2']);
    expect(service.asked.map(({ query }) => query.$filter)).toEqual(["number in ('SO-2','x'') or (1 eq 1','SO-1')"]);
    expect(await lookup?.('order', [])).toEqual([]);
  });

  it('asks for no key that its property cannot hold', async () => {
    service.answer(() => rows());
    const records = { item: { entitySet: 'Items', fields: { id: 'ID', name: 'sku' } } };

    expect(await service.open({ records }).lookup?.('item', ['no such key'])).toEqual([null]);
    expect(service.asked).toEqual([]);
  });

  it('finds stock by item and site', async () => {
    service.answer(() => rows({ sku: 'BOLT', site: '50%@x', onHand: 3 }));
    const records = { inventory: { entitySet: 'Stock', fields: { itemId: 'sku', siteId: 'site', onHand: 'onHand' } } };

    const slots = await service.open({ records }).lookup?.('inventory', ['BOLT@50%25%40x', 'BOLT']);

    expect(slots).toMatchObject([{ onHand: { value: 3 } }, null]);
    expect(service.asked[0]?.query.$filter).toBe("(sku eq 'BOLT' and site eq '50%@x')");
  });

  it('says `or` where the service does not know `in`, and does not try `in` again', async () => {
    service.answer(({ query }) => (query.$filter?.includes(' in ') ? { status: 400 } : rows(...named(query.$filter))));
    const { lookup } = service.open();

    await lookup?.('order', ['SO-1', 'SO-2']);
    const slots = await lookup?.('order', ['SO-3']);

    expect(idsOf(slots)).toEqual(['SO-3']);
    expect(service.asked.map(({ query }) => query.$filter)).toEqual([
      "number in ('SO-1','SO-2')",
      "number eq 'SO-1' or number eq 'SO-2'",
      "number eq 'SO-3'",
    ]);
  });

  it('of many keys is one batch, and a part of it that fails is asked for by itself', async () => {
    let isFirst = true;
    service.answer((asked) => {
      if (asked.path !== '$batch') return rows(...named(asked.query.$filter));
      const { responses } = batchReply(asked).json as { responses: { status: number }[] };
      const [first, ...others] = responses;
      const struck = isFirst ? [{ ...first, status: 503 }, ...others] : responses;
      isFirst = false;
      return { json: { responses: struck } };
    });

    const slots = await service.open().lookup?.('order', many);

    expect(idsOf(slots)).toEqual(many);
    expect(service.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST $batch', 'GET Orders']);
  });

  it('of many keys is one request for each part where the service takes no batches, and it is not asked for one again', async () => {
    service.answer((asked) => (asked.path === '$batch' ? { status: 415 } : rows(...named(asked.query.$filter))));
    const { lookup } = service.open();

    expect(idsOf(await lookup?.('order', many))).toEqual(many);
    expect(idsOf(await lookup?.('order', many))).toEqual(many);
    expect(service.asked.filter(({ path }) => path === '$batch')).toHaveLength(1);
    expect(service.asked.length).toBeLessThan(12);
  });
});
