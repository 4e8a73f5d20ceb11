import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memory, MemorySource } from '../../../plugins/memory/index.ts';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import type { HostedProvider, ProviderHost } from '../../../src/providers/host.ts';
import { hostile } from './hostile.ts';

let host: ProviderHost;
let provider: HostedProvider;

beforeAll(async () => {
  // Starting a process may take seconds on a busy machine; what is stuck is found by the short timeout of its own call.
  host = createHost([hostile({ id: 'bad', isolate: true, memoryMb: 96, timeoutMs: 25_000 })], {
    ...{ baseDir: '.', now: () => '2030-01-01T00:00:00.000Z', log: silentLog },
    patience: { retries: 0, breakAfter: 1000 },
  });
  provider = host.get('bad');
  await running();
}, 60_000);
afterAll(() => host.close());

/** Waits until it answers again: what crashed is started anew after a pause. */
async function running(one: HostedProvider = provider): Promise<string> {
  for (;;) {
    const result = await one.check();
    if (result.ok) return result.detail;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('an isolated provider', () => {
  it('answers from another process, page by page', async () => {
    const pages = [];
    for await (const page of provider.read('order', null, new AbortController().signal)) pages.push(page);

    expect(await running()).not.toContain(`process ${process.pid}`);
    expect(pages.map(({ deletes, cursor }) => [deletes, cursor])).toEqual([
      [['SO-1'], { page: 1 }],
      [['SO-2'], { page: 2 }],
      [['SO-3'], { page: 3 }],
    ]);
  });

  it('fails in the ways that it says', async () => {
    await expect(provider.lookup?.('order', ['conflict'])).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { kind: 'conflict' },
    });
    await expect(provider.lookup?.('order', ['forbidden'])).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is told nothing of the environment of the platform', async () => {
    process.env.DATABASE_PASSWORD = 'of the platform';

    const looked = provider.lookup?.('order', ['environment']);

    await expect(looked).rejects.toThrow(/expected object, came/); // the text is no record, and shows no more than this process has
    await expect(looked).rejects.not.toThrow(/of the platform/);
    delete process.env.DATABASE_PASSWORD;
  });

  it.each(['exit', 'timer', 'rejection', 'memory'])(
    'that breaks its process (%s) is started again, and nothing else ends',
    async (deed) => {
      const before = await running();

      await expect(provider.lookup?.('order', [deed])).rejects.toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
        details: { kind: 'transient' },
      });

      expect(await running()).not.toBe(before);
    },
    90_000,
  );

  it('that is stuck is ended and started again', async () => {
    const before = await running();
    const stuck = createHost([hostile({ id: 'stuck', isolate: true, timeoutMs: 15_000 })], {
      ...{ baseDir: '.', now: () => '2030-01-01T00:00:00.000Z', log: silentLog },
      patience: { retries: 0, breakAfter: 1000 },
    });
    const loops = stuck.get('stuck');
    const first = await running(loops);
    await expect(loops.lookup?.('order', ['loop'])).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    const again = await running(loops);
    await stuck.close();

    expect(again).not.toBe(first);
    expect(await running()).toBe(before);
  }, 90_000);
});

it('a provider that does not say where it is, or whose settings cannot be sent, cannot be isolated', () => {
  const options = { baseDir: '.', now: () => '2030-01-01T00:00:00.000Z', log: silentLog };

  expect(() => createHost([memory({ id: 'erp', source: new MemorySource(), isolate: true })], options)).toThrow(
    /isolate: expected memory to say where it is/,
  );
});
