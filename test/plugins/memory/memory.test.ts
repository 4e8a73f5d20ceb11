import { describe, expect, it } from 'vitest';
import { memory, MemorySource, sign, SIGNATURE_HEADER } from '../../../plugins/memory/index.ts';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import { describeConformance } from '../../../src/providers/index.ts';
import { line, order, record } from '../../providers/given-records.ts';

const SECRET = 'a shared secret';
const NOW = '2013-06-10T08:00:00.000Z';

function filledSource(): MemorySource {
  const source = new MemorySource();
  for (let number = 1; number <= 7; number += 1) source.put(order(`SO-${number}`, [line('1'), line('2')]));
  source.put(record('customer', { id: 'C-1', name: 'One' }));
  source.putRaw('item', 'I-1', { kind: 'item', id: 'I-1', name: 5 });
  source.put(record('inventory', { itemId: 'I-1', siteId: 'W-1', onHand: { value: 4, uom: 'EA' } }));
  return source;
}

const CHANGED = { kind: 'order', key: 'SO-1' } as const;
const NO_WAY = 'a source in this process has no way to it on which something could fail';
const NO_TRANSACTIONS = 'its changes bear no time and show at once';

describeConformance({ describe, it }, 'memory', () => {
  const source = filledSource();
  source.remove('item', 'I-1');
  const away = new MemorySource();
  away.inject({ on: 'check', error: new Error('nobody answers') });

  async function put(to: Parameters<typeof order>[2], lines = [line('1'), line('2')]) {
    source.put(order('SO-1', lines, to));
    return CHANGED;
  }

  return {
    provider: memory({ id: 'erp', source, pageSize: 3, webhookSecret: SECRET }),
    now: () => NOW,
    secrets: [SECRET],
    unreachable: memory({ id: 'erp', source: away }),
    empty: memory({ id: 'erp', source: new MemorySource() }),
    change: () => put({}, [line('1', { allocated: 3 }), line('2')]),
    changeState: () => put({ holds: [{ id: 'H-1', kind: 'credit', reason: null, lineNumber: null, placedAt: NOW }] }),
    changeChild: () => put({}, [line('1', { allocated: 1 }), line('2')]),
    cancel: () => put({}, [line('1', { cancelled: true }), line('2', { cancelled: true })]),
    remove: async () => {
      source.remove('order', 'SO-1');
      return CHANGED;
    },
    sameTime: async () => {
      const orders = Array.from({ length: 8 }, (_, at) => order(`SO-${20 + at}`, [line('1')], { changedAt: NOW }));
      source.put(...orders);
      return orders.map(({ id }) => ({ kind: 'order', key: id }));
    },
    action: {
      name: 'note',
      input: { orderId: 'SO-1', text: 'call first' },
      illegal: { orderId: 'SO-0', text: 'call first' },
      loseAnswer: () => source.inject({ on: 'act', isAfter: true, error: new Error('connection reset') }),
    },
    webhook: (signedAt) => {
      const body = Buffer.from(JSON.stringify({ changed: [{ kind: 'order', keys: ['SO-1'] }], at: signedAt ?? null }));
      return { headers: { [SIGNATURE_HEADER]: sign(SECRET, body) }, body };
    },
    skips: {
      'C01.4': 'it asks for no credentials',
      'C01.5': 'it has no sessions',
      'C04.1': NO_TRANSACTIONS,
      'C07.3': 'it hides nothing from anyone',
      'C07.4': NO_WAY,
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [`C09.${number}`, NO_WAY])),
    },
  };
});

describe('the memory provider', () => {
  function open(source: MemorySource) {
    const host = createHost([memory({ id: 'erp', source, webhookSecret: SECRET })], {
      baseDir: '.',
      now: () => NOW,
      log: silentLog,
    });
    return host.get('erp');
  }

  it('shows a removed record as deleted, once, and a changed one as it is now', async () => {
    const source = filledSource();
    source.put(order('SO-1', [line('1', { allocated: 3 })]));
    source.remove('order', 'SO-2');

    const pages = [];
    for await (const page of open(source).read('order', null, new AbortController().signal)) pages.push(page);

    expect(pages.flatMap(({ deletes }) => deletes)).toEqual(['SO-2']);
    expect(pages.flatMap(({ records }) => records).filter(({ location }) => location === 'memory:SO-1')).toHaveLength(
      1,
    );
  });

  it('places and releases a hold in the source, once for each key', async () => {
    const source = filledSource();
    const provider = open(source);

    await provider.act('hold', { orderId: 'SO-1', holdId: 'H-1', kind: 'credit' }, { idempotencyKey: 'k1' });
    await provider.act('hold', { orderId: 'SO-1', holdId: 'H-1', kind: 'credit' }, { idempotencyKey: 'k1' });
    expect(source.get('order', 'SO-1')).toMatchObject({
      holds: [{ id: 'H-1', kind: 'credit', placedAt: NOW }],
      changedAt: NOW,
    });

    await provider.act('release', { orderId: 'SO-1', holdId: 'H-1' }, { idempotencyKey: 'k2' });
    expect(source.get('order', 'SO-1')).toMatchObject({ holds: [] });
    expect(await provider.act('release', { orderId: 'SO-1', holdId: 'H-1' }, { idempotencyKey: 'k3' })).toEqual({
      status: 'rejected',
      reason: 'order SO-1 has no hold H-1',
    });
  });

  it('writes a note once for each key', async () => {
    const source = filledSource();
    const provider = open(source);

    for (const key of ['k1', 'k1', 'k2'])
      await provider.act('note', { orderId: 'SO-1', text: 'call first' }, { idempotencyKey: key });

    expect(source.notes).toHaveLength(2);
  });

  it('takes a signed webhook and says what changed', async () => {
    const provider = open(filledSource());
    const body = Buffer.from('{"kinds":["order","order"]}');

    expect(await provider.webhook?.({ headers: { [SIGNATURE_HEADER]: sign(SECRET, body) }, body })).toEqual([
      { kind: 'order' },
      { kind: 'order' },
    ]);
    const broken = Buffer.from('{');
    await expect(
      provider.webhook?.({ headers: { [SIGNATURE_HEADER]: sign(SECRET, broken) }, body: broken }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
