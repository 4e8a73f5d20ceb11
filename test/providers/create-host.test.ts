import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import { AppError } from '../../src/errors.ts';
import { silentLog, type Log } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import { defineProvider, secret, type ConfiguredProvider } from '../../src/providers/define-provider.ts';
import type { CheckedPage, HostedProvider } from '../../src/providers/host.ts';
import type { Patience } from '../../src/providers/policy.ts';
import { line, order } from './given-records.ts';

const QUICK: Patience = { retries: 2, retryDelayMs: 5, maxRetryDelayMs: 10, breakAfter: 100, breakMs: 60 };

function openHost(providers: readonly ConfiguredProvider[], patience: Partial<Patience> = {}, log: Log = silentLog) {
  const host = createHost(providers, {
    baseDir: '.',
    now: () => '2013-06-10T08:00:00.000Z',
    log,
    patience: { ...QUICK, ...patience },
  });
  onTestFinished(() => host.close());
  return host;
}

function openMemory(settings: object = {}, patience: Partial<Patience> = {}) {
  const source = new MemorySource();
  for (const id of ['SO-1', 'SO-2', 'SO-3']) source.put(order(id, [line('1')]));
  const provider = openHost([memory({ id: 'erp', source, pageSize: 1, ...settings })], patience).get('erp');
  return { source, provider };
}

async function readOrders(provider: HostedProvider, signal = new AbortController().signal): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read('order', null, signal)) pages.push(page);
  return pages;
}

function locationsOf(pages: readonly CheckedPage[]) {
  return pages.flatMap(({ records }) => records.map(({ location }) => location));
}

const ALL = ['memory:SO-1', 'memory:SO-2', 'memory:SO-3'];
const UNAVAILABLE = new AppError('PROVIDER_UNAVAILABLE', 'asked for patience');
const RESET = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

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
      message: expect.stringContaining('within 20 ms'),
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
        reason: expect.stringContaining('channel: expected text'),
        payload: expect.objectContaining({ channel: 'a\uFFFDb' }),
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

describe('a source that is down', () => {
  it('is left alone after failures in a row, and answers again once it has recovered', async () => {
    const { source, provider } = openMemory({}, { retries: 0, breakAfter: 2 });
    source.inject({ on: 'read', error: UNAVAILABLE, times: 2 });

    await expect(readOrders(provider)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(readOrders(provider)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(readOrders(provider)).rejects.toMatchObject({
      message: expect.stringContaining('not tried: the last 2 attempts failed (asked for patience)'),
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
      message: expect.stringContaining('no driver'),
    });
    expect(await host.get('up').check()).toMatchObject({ ok: true });

    isThere = true;

    expect(await provider.check()).toEqual({ ok: true, detail: 'here' });
  });
});

describe('a lookup', () => {
  it.each([
    ['too few slots', [null], 'expected 2 slots, one per key, came 1'],
    ['no list', 'none', 'expected 2 slots, one per key, came "none"'],
    ['another record in a slot', [null, order('SO-9', [])], 'expected order "SO-2" in its slot, came "SO-9"'],
    ['what is no record', [null, { kind: 'order' }], 'id: expected string, came nothing'],
    ['nothing at all in a slot', [null, undefined], 'came one where expected object, came nothing'],
  ])('is refused as a broken contract when it answers with %s', async (_what, slots, expected) => {
    const odd = defineProvider({
      type: 'odd',
      config: z.object({}),
      reads: () => ['order'],
      connect: () => ({}),
      check: () => Promise.resolve({ detail: 'odd' }),
      async *read() {},
      lookup: () => Promise.resolve(slots as unknown[]),
    });
    const provider = openHost([{ definition: odd.definition, settings: { id: 'odd' } }]).get('odd');

    const looked = provider.lookup?.('order', ['SO-1', 'SO-2']);

    await expect(looked).rejects.toMatchObject({
      code: 'PROVIDER_CONTRACT',
      message: expect.stringContaining(expected),
    });
  });
});

describe('an action', () => {
  it.each([
    ['an action that is not there', 'explode', {}, 'expected one of its actions (hold, release, note), came "explode"'],
    ['an inherited name', 'toString', {}, 'came "toString"'],
    ['input that does not fit', 'note', { orderId: 'SO-1' }, 'text: expected string, came nothing'],
  ])('is refused before it reaches the source: %s', async (_what, name, input, expected) => {
    const { source, provider } = openMemory();

    await expect(provider.act(name, input, 'k')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining(expected),
    });
    expect(source.calls).toEqual([]);
  });

  it('is tried again with the same key when the way to the source fails, and acts once', async () => {
    const { source, provider } = openMemory();
    source.inject({ on: 'act', error: RESET });

    await provider.act('note', { orderId: 'SO-1', text: 'call' }, 'k');

    expect(source.notes).toHaveLength(1);
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

    expect(() => openHost([configured])).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(expected) }),
    );
  });

  it('with an id that another source has stop the start', () => {
    expect(() => openHost([memory({ id: 'erp', source }), memory({ id: 'erp', source })])).toThrow('came "erp" twice');
  });

  it('of an unknown source are not found, and the ids there are are named', () => {
    expect(() => openHost([memory({ id: 'erp', source })]).get('wms')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('(erp)') }),
    );
  });
});

describe('secrets', () => {
  const TOKEN = 's3cr3t/token with "quotes"';
  const PASSWORD = 'hunter2-hunter2';

  const leaky = defineProvider({
    type: 'leaky',
    config: z.object({
      url: z.string(),
      token: secret(z.string()),
      logins: z.array(z.object({ user: z.string(), password: secret(z.string()).optional() })).default([]),
      key: secret(z.object({ pem: z.string() }))
        .nullable()
        .default(null),
    }),
    reads: () => ['order'],
    connect: (config, { log }) => {
      log.warn({ config, nested: { deep: [config.token] } }, `connecting with ${config.token}`);
      return config;
    },
    check: ({ url, token }) => Promise.resolve({ detail: `reached ${url} with ${token}` }),
    async *read({ token, logins }) {
      yield {
        records: [],
        deletes: [],
        cursor: 1,
        unreadable: [{ location: 'here', reason: `no row for ${token}`, payload: {} }],
      };
      const cause = new Error(`GET https://me:${logins[0]?.password}@host/?t=${encodeURIComponent(token)} failed`);
      throw new AppError('PROVIDER_REJECTED', `refused ${token}`, { header: `Bearer ${token}`, logins }, { cause });
    },
    actions: {},
  });

  const settings = {
    id: 'leaky',
    url: 'https://me:word@host/',
    token: TOKEN,
    logins: [{ user: 'me', password: PASSWORD }],
    key: { pem: 'PEM-PEM-PEM' },
  };
  const HIDDEN = [TOKEN, encodeURIComponent(TOKEN), JSON.stringify(TOKEN).slice(1, -1), PASSWORD, 'PEM-PEM-PEM'];

  function expectHidden(shown: string): void {
    for (const text of HIDDEN) expect(shown).not.toContain(text);
  }

  it('appear in no description, check, log line, row set aside or error, nor in what caused it', async () => {
    const logged: unknown[] = [];
    const keep = (...args: unknown[]): void => void logged.push(args);
    const provider = openHost([leaky(settings)], {}, { debug: keep, info: keep, warn: keep, error: keep }).get('leaky');
    const pages: CheckedPage[] = [];

    const failure = await (async () => {
      for await (const page of provider.read('order', null, new AbortController().signal)) pages.push(page);
      return null;
    })().catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'PROVIDER_REJECTED', message: 'leaky: read order: refused [redacted]' });
    expectHidden(everythingIn(failure));
    expectHidden(JSON.stringify([provider.describe(), await provider.check(), logged, pages]));
    expect(logged.length).toBeGreaterThan(0);
    expect(provider.describe()).toMatchObject({
      token: '[redacted]',
      url: 'https://[redacted]@host/',
      logins: [{ user: 'me', password: '[redacted]' }],
      key: { pem: '[redacted]' },
    });
  });

  it('appear in no complaint about the settings', () => {
    const wrong = { definition: leaky(settings).definition, settings: { ...settings, url: 5, token: TOKEN } };
    const worse = { definition: leaky(settings).definition, settings: { ...settings, key: PASSWORD } };

    for (const configured of [wrong, worse]) {
      try {
        openHost([configured]);
        expect.unreachable();
      } catch (error) {
        expectHidden(everythingIn(error));
      }
    }
  });

  function everythingIn(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const details = error instanceof AppError ? JSON.stringify(error.details) : '';
    return [error.message, error.stack, details, error.cause ? everythingIn(error.cause) : ''].join('\n');
  }
});
