import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import type { HostedProvider, ProviderHost } from '../../../src/providers/host.ts';
import { hostile } from '../../faults/isolation/hostile.ts';

let host: ProviderHost;
let provider: HostedProvider;

beforeAll(async () => {
  host = createHost([hostile({ id: 'bad', isolate: true, memoryMb: 96 })], {
    ...{ baseDir: '.', now: () => '2030-01-01T00:00:00.000Z', log: silentLog },
    patience: { retries: 0, breakAfter: 1000 },
  });
  provider = host.get('bad');
  await running();
}, 60_000);
afterAll(() => host.close());

/** Waits until it answers again: what was ended is started anew after a pause. */
async function running(): Promise<string> {
  for (;;) {
    const result = await provider.check();
    if (result.ok) return result.detail;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('an isolated provider', () => {
  it('may print what it likes: nobody holds it', async () => {
    const before = await running();

    expect(await provider.lookup?.('order', ['output'])).toEqual([null]);
    expect(await running()).toBe(before);
  });

  it.each([
    ['exit', /its process ended \(exit code 3\)/],
    ['flood', /its process ended \(SIGKILL\): it says more without being asked/],
    ['endless', /its process ended \(SIGKILL\): expected messages of at most 67108864 bytes, came one of 4294967295/],
  ])('that does its worst (%s) is ended and started again, and the platform holds nothing of it', async (deed, why) => {
    const before = await running();
    const heldMb = heldByUs();

    const looked = provider.lookup?.('order', [deed]);

    await expect(looked).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', details: { kind: 'transient' } });
    await expect(looked).rejects.toThrow(why);
    expect(heldByUs() - heldMb).toBeLessThan(100);
    expect(await running()).not.toBe(before);
  });
});

/** Megabytes, those of buffers among them. */
function heldByUs(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}
