import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { CheckedPage } from '../../src/providers/host.ts';
import { containing, having } from './containing.ts';
import { line, order } from './given-records.ts';
import { ALL, locationsOf, openMemory, readOrders, RESET, UNAVAILABLE } from './open-host.ts';

describe('a read', () => {
  it('goes on after a failure from the last page that was given out', async () => {
    const { source, provider } = openMemory();
    const pages: CheckedPage[] = [];

    for await (const page of provider.read('order', null, new AbortController().signal)) {
      pages.push(page);
      if (pages.length === 1) source.inject({ on: 'read', error: UNAVAILABLE });
      if (pages.length === 2) source.inject({ on: 'read', error: RESET });
    }

    expect(locationsOf(pages)).toEqual(ALL);
  });

  it('ends with the reason when retries are used up, and what was given out stands', async () => {
    const { source, provider } = openMemory();
    const pages: CheckedPage[] = [];

    const reading = (async () => {
      for await (const page of provider.read('order', null, new AbortController().signal)) {
        pages.push(page);
        source.inject({ on: 'read', error: UNAVAILABLE, times: 3 });
      }
    })();

    await expect(reading).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'erp: read order: asked for patience',
    });
    expect(locationsOf(pages)).toEqual(ALL.slice(0, 1));
    expect(source.calls).toHaveLength(4);
  });

  it.each([
    ['a refusal', new AppError('PROVIDER_REJECTED', 'no'), 'PROVIDER_REJECTED'],
    ['wrong input', new AppError('INPUT_INVALID', 'no'), 'INPUT_INVALID'],
    ['a broken contract', new AppError('PROVIDER_CONTRACT', 'no'), 'PROVIDER_CONTRACT'],
    ['a bug of the provider', new TypeError('x is not a function'), 'PROVIDER_CONTRACT'],
    ['an error of an unknown sort', new Error('boom'), 'PROVIDER_UNAVAILABLE'],
  ])('is not tried again after %s', async (_what, error, code) => {
    const { source, provider } = openMemory();
    source.inject({ on: 'read', error });

    await expect(readOrders(provider)).rejects.toMatchObject({ code });

    expect(source.calls).toHaveLength(1);
  });

  it('gives up a page that takes too long, aborts it and tries again', async () => {
    const { source, provider } = openMemory({ timeoutMs: 30 });
    source.inject({ on: 'read', delayMs: Number.POSITIVE_INFINITY });

    expect(locationsOf(await readOrders(provider))).toEqual(ALL);

    expect(source.calls[0]?.signal.aborted).toBe(true);
    expect(source.calls[1]?.signal.aborted).toBe(false);
  });

  it('says how long it waited when every attempt hangs', async () => {
    const { source, provider } = openMemory({ timeoutMs: 20 });
    source.inject({ on: 'read', delayMs: Number.POSITIVE_INFINITY, times: 10 });

    await expect(readOrders(provider)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: containing('within 20 ms'),
    });
  });

  it('stops at once when its signal aborts, also while a page hangs', async () => {
    const { source, provider } = openMemory();
    const stop = new AbortController();
    source.inject({ on: 'read', delayMs: Number.POSITIVE_INFINITY });
    setTimeout(() => stop.abort(), 10);

    await expect(readOrders(provider, stop.signal)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      details: { stopped: true },
    });

    expect(source.calls[0]?.signal.aborted).toBe(true);
  });

  it('sets rows aside that do not fit, with place, reason and payload, and goes on', async () => {
    const { source, provider } = openMemory();
    const wrong = { ...order('SO-2', [line('1')]), lines: [line('1', { quantity: { value: 'many', uom: 'EA' } })] };
    source.putRaw('order', 'SO-2', wrong);
    source.putRaw('order', 'SO-4', { ...order('SO-4', []), channel: 'a\0b' });

    const pages = await readOrders(provider);

    expect(locationsOf(pages)).toEqual(['memory:SO-1', 'memory:SO-3']);
    expect(pages.flatMap(({ unreadable }) => unreadable)).toEqual([
      { location: 'memory:SO-2', reason: 'lines.0.quantity.value: expected number, came "many"', payload: wrong },
      {
        location: 'memory:SO-4',
        reason: containing('channel: expected text'),
        payload: having({ channel: 'a\uFFFDb' }),
      },
    ]);
  });

  it('keeps to the calls a second that were set', async () => {
    const { provider } = openMemory({ callsPerSecond: 50 });
    const begun = performance.now();

    await readOrders(provider);

    expect(performance.now() - begun).toBeGreaterThan(55);
  });
});
