import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import { defineProvider } from '../../src/providers/define-provider.ts';
import { containing, having } from './containing.ts';
import { line, order } from './given-records.ts';
import { ALL, locationsOf, openHost, openMemory, readOrders, UNAVAILABLE } from './open-host.ts';

describe('a source that is down', () => {
  it('is left alone after failures in a row, and answers again once it has recovered', async () => {
    const { source, provider } = openMemory({}, { retries: 0, breakAfter: 2 });
    source.inject({ on: 'read', error: UNAVAILABLE, times: 2 });

    await expect(readOrders(provider)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(readOrders(provider)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(readOrders(provider)).rejects.toMatchObject({
      message: containing('not tried: the last 2 attempts failed (asked for patience)'),
    });
    expect(source.calls).toHaveLength(2);

    await new Promise((resolve) => setTimeout(resolve, 80));

    expect(locationsOf(await readOrders(provider))).toEqual(ALL);
  });

  it('never stops another', async () => {
    const down = new MemorySource();
    const up = new MemorySource();
    up.put(order('SO-1', [line('1')]));
    down.inject({ error: UNAVAILABLE, times: 100 });
    const host = openHost([memory({ id: 'down', source: down }), memory({ id: 'up', source: up })]);

    const [first, second] = await Promise.allSettled(host.all.map((provider) => readOrders(provider)));

    expect(first?.status).toBe('rejected');
    expect(second?.status === 'fulfilled' && locationsOf(second.value)).toEqual(['memory:SO-1']);
  });

  it('that cannot even be connected says so in its calls, and is connected when it can be', async () => {
    let isThere = false;
    const late = defineProvider({
      type: 'late',
      config: z.object({}),
      reads: () => ['order'],
      connect: () => {
        if (!isThere) throw new Error('no driver');
        return {};
      },
      check: () => Promise.resolve({ detail: 'here' }),
      async *read() {},
    });
    const host = openHost([
      { definition: late.definition, settings: { id: 'late' } },
      memory({ id: 'up', source: new MemorySource() }),
    ]);
    const provider = host.get('late');

    expect(await provider.check()).toEqual({ ok: false, problem: 'late: check: cannot be connected: no driver' });
    await expect(readOrders(provider)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: containing('no driver'),
    });
    expect(await host.get('up').check()).toMatchObject({ ok: true });

    isThere = true;

    expect(await provider.check()).toEqual({ ok: true, detail: 'here' });
  });
});

describe('settings', () => {
  const source = new MemorySource();

  it.each([
    ['a wrong id', { id: 'ERP', source }, 'provider memory "ERP": id: expected lower-case letters'],
    ['a missing field', { id: 'erp' }, 'provider memory "erp": source:'],
    ['an unknown field', { id: 'erp', source, colour: 'red' }, 'expected no such field, came "colour"'],
    ['a wrong type', { id: 'erp', source, pageSize: 'all' }, 'pageSize: expected number, came "all"'],
    ['a wrong setting of the host', { id: 'erp', source, timeoutMs: 0 }, 'timeoutMs:'],
    ['no settings', undefined, 'id: expected string, came nothing'],
    ['a list', [], 'expected settings such as'],
  ])('with %s stop the start', (_what, settings, expected) => {
    const configured = { definition: memory({ id: 'erp', source }).definition, settings };

    expect(() => openHost([configured])).toThrow(having({ code: 'CONFIG_INVALID', message: containing(expected) }));
  });

  it('with an id that another source has stop the start', () => {
    expect(() => openHost([memory({ id: 'erp', source }), memory({ id: 'erp', source })])).toThrow('came "erp" twice');
  });

  it('of an unknown source are not found, and the ids there are are named', () => {
    expect(() => openHost([memory({ id: 'erp', source })]).get('wms')).toThrow(
      having({ code: 'NOT_FOUND', message: containing('(erp)') }),
    );
  });
});
