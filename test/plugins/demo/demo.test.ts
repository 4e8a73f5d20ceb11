import { describe, expect, it } from 'vitest';
import { demo } from '../../../plugins/demo/index.ts';
import type { RecordOf } from '../../../src/domain/record/record.ts';
import { addMs } from '../../../src/domain/time.ts';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import type { Cursor } from '../../../src/providers/define-provider.ts';
import type { HostedProvider } from '../../../src/providers/host.ts';
import { describeProviderContract } from '../../providers/contract.ts';
import { containing } from '../../providers/containing.ts';

const START = '2026-03-02T09:00:00.000Z';

describeProviderContract('demo', () => {
  let now = START;
  return {
    provider: demo({ id: 'demo', seed: 7, historyDays: 60 }),
    now: () => now,
    change: () => {
      now = addMs(now, 60_000);
    },
  };
});

describe('the demo provider', () => {
  function open(seed: number) {
    const clock = { now: START };
    const host = createHost([demo({ id: 'demo', seed })], { baseDir: '.', now: () => clock.now, log: silentLog });
    return { provider: host.get('demo'), clock };
  }

  async function readOn(provider: HostedProvider, kind: 'order' | 'shipment', from: Cursor) {
    const records: (RecordOf<'order'> | RecordOf<'shipment'>)[] = [];
    let cursor = from;
    for await (const page of provider.read(kind, cursor, new AbortController().signal)) {
      for (const { record } of page.records)
        if (record.kind === 'order' || record.kind === 'shipment') records.push(record);
      cursor = page.cursor;
    }
    return { records, cursor };
  }

  it('has about 6,000 lines, some 800 of them open, and 15 to 20 in a hundred of the others late', async () => {
    const { provider } = open(1);
    const orders = (await readOn(provider, 'order', null)).records.filter((record) => record.kind === 'order');
    const shipments = (await readOn(provider, 'shipment', null)).records.filter((record) => record.kind === 'shipment');
    const deliveredAt = new Map(
      shipments.flatMap(({ lines, deliveredAt: at }) =>
        lines.map((line) => [`${line.orderId}/${line.lineNumber}`, at]),
      ),
    );

    const standing = orders.filter(({ cancelled }) => !cancelled);
    const lines = standing.flatMap(({ id, lines: own }) =>
      own.map((line) => ({ ...line, deliveredAt: deliveredAt.get(`${id}/${line.lineNumber}`) ?? null })),
    );
    const delivered = lines.filter((line) => line.deliveredAt !== null);
    const late = delivered.filter((line) => (line.deliveredAt ?? '') > (line.promisedDeliverBy ?? ''));

    expect(lines.length).toBeGreaterThan(5_400);
    expect(lines.length).toBeLessThan(6_600);
    expect(lines.length - delivered.length).toBeGreaterThan(600);
    expect(lines.length - delivered.length).toBeLessThan(1_000);
    expect(late.length / delivered.length).toBeGreaterThan(0.15);
    expect(late.length / delivered.length).toBeLessThan(0.2);
    expect(standing.some(({ holds }) => holds.length > 0)).toBe(true);
    expect(lines.some(({ backordered }) => (backordered ?? 0) > 0)).toBe(true);
  });

  it('is the same book for the same seed, and another for another', async () => {
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map(async (seed) => (await readOn(open(seed).provider, 'order', null)).records),
    );

    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('changes every second or two, and tells nothing before it happens', async () => {
    const { provider, clock } = open(1);
    let changed = 0;
    const cursors = {
      order: (await readOn(provider, 'order', null)).cursor,
      shipment: (await readOn(provider, 'shipment', null)).cursor,
    };

    for (let second = 0; second < 60; second += 1) {
      clock.now = addMs(clock.now, 1_000);
      for (const kind of ['order', 'shipment'] as const) {
        const read = await readOn(provider, kind, cursors[kind]);
        cursors[kind] = read.cursor;
        changed += read.records.length;
        for (const { changedAt } of read.records) expect((changedAt ?? '') <= clock.now).toBe(true);
      }
    }

    expect(changed).toBeGreaterThan(30);
  });

  it('ends in the same book however often it is read', async () => {
    const states = await Promise.all(
      [1, 30].map(async (reads) => {
        const { provider, clock } = open(1);
        const state = new Map<string, unknown>();
        let cursor: Cursor = null;
        for (let read = 0; read <= reads; read += 1) {
          const part = await readOn(provider, 'order', cursor);
          for (const record of part.records) state.set(record.id, record);
          cursor = part.cursor;
          clock.now = addMs(START, ((read + 1) * 60_000) / reads);
        }
        return state;
      }),
    );

    expect(states[1]).toEqual(states[0]);
  });

  it('says everywhere that it is simulated', async () => {
    const { provider } = open(1);
    const check = await provider.check();
    const names: string[] = [];
    for (const kind of ['customer', 'item', 'site'] as const) {
      for await (const page of provider.read(kind, null, new AbortController().signal)) {
        for (const { record } of page.records) if ('name' in record) names.push(record.name);
      }
    }

    expect(check).toMatchObject({ ok: true, detail: containing('simulated') });
    expect(names.filter((name) => !name.includes('imulated'))).toEqual([]);
  });
});
