import { expect, it } from 'vitest';
import type { HostedProvider } from '../../src/providers/host.ts';
import { readAll, shown } from './read-all.ts';

/** An action that a source takes, with what the checks need to know of it. */
export interface ActionUnderTest {
  readonly name: string;
  readonly input: unknown;
  /** Input that fits and that the source refuses. */
  readonly illegal?: unknown;
  /** Makes the source do the next deed and its answer get lost. */
  readonly loseAnswer?: () => void;
}

interface ActingProvider {
  readonly provider: HostedProvider;
  readonly action: ActionUnderTest | undefined;
}

const KEY = { idempotencyKey: 'key-1' };

/** The checks of a provider that can act: a part of the provider contract. */
export function describeActionContract(setUp: () => ActingProvider): void {
  /** A case is left out for a provider that does not act. */
  function itActs(name: string, check: (provider: HostedProvider, action: ActionUnderTest) => Promise<void>): void {
    it(name, async () => {
      const { provider, action } = setUp();
      if (action) await check(provider, action);
    });
  }

  itActs('P15 acts once for one key', async (provider, { name, input }) => {
    const first = await provider.act(name, input, KEY);
    const again = await provider.act(name, input, KEY);

    expect(first.status).toBe('applied');
    expect(again).toEqual({ ...first, status: 'alreadyApplied' });
  });

  itActs('P17 plans an action without changing anything', async (provider, { name, input }) => {
    const before = await everything(provider);

    const plan = await provider.plan(name, input);

    expect(plan.status).toBe('ready');
    expect(await provider.plan(name, input)).toEqual(plan);
    expect(await everything(provider)).toEqual(before);
  });

  itActs('P18 leaves alone what is no longer at the version that was expected', async (provider, { name, input }) => {
    const plan = await provider.plan(name, input);
    if (plan.status !== 'ready' || plan.version === null) return;

    const stale = await provider.act(name, input, { ...KEY, expectedVersion: 'no such version' });

    expect(stale).toMatchObject({ status: 'conflict', foundVersion: plan.version });
    expect(await provider.plan(name, input)).toEqual(plan);
    const fresh = await provider.act(name, input, { ...KEY, expectedVersion: plan.version });
    expect(fresh.status).toBe('applied');
  });

  itActs('P19 refuses what the source does not allow, with the reason, in plan and act', async (provider, action) => {
    if (!('illegal' in action)) return;

    const plan = await provider.plan(action.name, action.illegal);
    const outcome = await provider.act(action.name, action.illegal, KEY);

    expect(plan).toMatchObject({ status: 'refused', reason: expect.stringMatching(/./) });
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/./) });
  });

  itActs('P20 is believed by what it shows when its answer gets lost', async (provider, action) => {
    if (!action.loseAnswer) return;
    action.loseAnswer();

    const outcome = await provider.act(action.name, action.input, KEY);
    const again = await provider.act(action.name, action.input, KEY);

    expect([outcome.status, again.status]).toEqual(['applied', 'alreadyApplied']);
  });

  itActs('P21 takes no key for two different deeds', async (provider, action) => {
    if (!('illegal' in action)) return;
    await provider.act(action.name, action.input, KEY);

    const other = await provider.act(action.name, action.illegal, KEY);

    expect(other.status).toBe('rejected');
  });
}

function everything(provider: HostedProvider): Promise<unknown> {
  return Promise.all(provider.kinds.map(async (kind) => shown(await readAll(provider, kind))));
}
