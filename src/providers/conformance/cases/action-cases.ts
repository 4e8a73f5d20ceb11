import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ConfiguredProvider } from '../../define-provider.ts';
import type { HostedProvider } from '../../host.ts';
import { shown, type Bench } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';
import type { FaultProxy } from '../proxy/fault-proxy.ts';
import type { ActionUnderTest, SourceUnderTest } from '../source-under-test.ts';

function acts({ actions }: HostedProvider): string | null {
  return actions.length > 0 ? null : 'takes no actions';
}

/** A case of an action, with a key that no run used before. */
function actionCase(
  id: string,
  title: string,
  run: (bench: Bench, action: ActionUnderTest, key: { readonly idempotencyKey: string }) => Promise<void>,
  notOffered?: (source: SourceUnderTest) => string | null,
): ConformanceCase {
  return {
    id,
    title,
    needs: ['action'],
    notOffered: (provider, source) => acts(provider) ?? (source.action ? (notOffered?.(source) ?? null) : null),
    run: async (bench) => {
      const { action } = bench.source;
      assert(action, 'expected an action');
      await run(bench, action, { idempotencyKey: `conformance-${randomUUID()}` });
    },
  };
}

function refuses({ action }: SourceUnderTest): string | null {
  return action && 'illegal' in action ? null : 'the source refuses nothing that fits';
}

/** Group 8: what a source is asked to do. */
export const ACTION_CASES: readonly ConformanceCase[] = [
  actionCase('C08.1', 'acts once for one key', async ({ provider }, { name, input }, key) => {
    const first = await provider.act(name, input, key);
    const again = await provider.act(name, input, key);
    assert.equal(first.status, 'applied', JSON.stringify(first));
    assert.deepEqual(again, { ...first, status: 'alreadyApplied' });
  }),
  actionCase('C08.2', 'plans without changing anything', async (bench, { name, input }) => {
    const before = await everything(bench);
    const plan = await bench.provider.plan(name, input);
    assert.equal(plan.status, 'ready', JSON.stringify(plan));
    assert.deepEqual(await bench.provider.plan(name, input), plan);
    assert.deepEqual(await everything(bench), before);
  }),
  actionCase(
    'C08.3',
    'leaves alone what is not at the version that was expected',
    async ({ provider }, action, key) => {
      const { name, input } = action;
      const plan = await provider.plan(name, input);
      if (plan.status !== 'ready' || plan.version === null) return;
      const stale = await provider.act(name, input, { ...key, expectedVersion: 'no such version' });
      assert.equal(stale.status, 'conflict', JSON.stringify(stale));
      assert.deepEqual(await provider.plan(name, input), plan, 'something was changed');
      const fresh = await provider.act(name, input, { ...key, expectedVersion: plan.version });
      assert.equal(fresh.status, 'applied', JSON.stringify(fresh));
    },
  ),
  actionCase(
    'C08.4',
    'refuses what the source does not allow, with the reason, in plan and act',
    async ({ provider }, { name, illegal }, key) => {
      const plan = await provider.plan(name, illegal);
      const outcome = await provider.act(name, illegal, key);
      assert(plan.status === 'refused' && plan.reason !== '', JSON.stringify(plan));
      assert(outcome.status === 'rejected' && outcome.reason !== '', JSON.stringify(outcome));
    },
    refuses,
  ),
  {
    ...actionCase(
      'C08.5',
      'is believed by what it shows when its answer gets lost, and acts once',
      async (bench, action, key) => {
        const provider = await losingAnswers(bench, action);
        const first = await provider.act(action.name, action.input, key);
        const again = await bench.provider.act(action.name, action.input, key);
        assert(['applied', 'unknown'].includes(first.status), JSON.stringify(first));
        const expected = first.status === 'applied' ? ['alreadyApplied'] : ['alreadyApplied', 'applied'];
        assert(expected.includes(again.status), JSON.stringify(again));
      },
    ),
    notOffered: (provider, { action, faulty }) =>
      acts(provider) ?? (action && !action.loseAnswer && !faulty ? 'no answer can be made to get lost' : null),
  },
  actionCase(
    'C08.6',
    'takes no key for two different deeds',
    async ({ provider }, { name, input, illegal }, key) => {
      await provider.act(name, input, key);
      const other = await provider.act(name, illegal, key);
      assert.equal(other.status, 'rejected', JSON.stringify(other));
    },
    refuses,
  ),
  actionCase(
    'C08.7',
    'can be taken back',
    async ({ provider }, { name, input, undo }, key) => {
      await provider.act(name, input, key);
      const undone = await provider.act(undo?.name ?? '', undo?.input, {
        idempotencyKey: `${key.idempotencyKey}-undo`,
      });
      assert.equal(undone.status, 'applied', JSON.stringify(undone));
    },
    ({ action }) => (action?.undo ? null : 'nothing takes it back'),
  ),
];

async function everything({ kinds, provider, readAll }: Bench): Promise<unknown> {
  const all = [];
  for (const kind of kinds) all.push(shown(await readAll(provider, kind)));
  return all;
}

/** The provider, with the answer to the first request of the next deed lost. */
async function losingAnswers(bench: Bench, { name, loseAnswer }: ActionUnderTest): Promise<HostedProvider> {
  if (loseAnswer) {
    await loseAnswer();
    return bench.provider;
  }
  const { proxy } = await bench.openFaulty();
  const configured = bench.source.faulty?.through(proxy.url);
  assert(configured, 'expected `faulty`');
  return bench.open(striking(configured, name, proxy));
}

function striking({ definition, settings }: ConfiguredProvider, name: string, proxy: FaultProxy): ConfiguredProvider {
  const { actions = {} } = definition;
  const action = actions[name];
  assert(action, `expected an action ${name}`);
  let isStruck = false;
  const execute: typeof action.execute = async (...args) => {
    if (!isStruck) proxy.strike({ kind: 'loseAnswer' }, 1);
    isStruck = true;
    return action.execute(...args);
  };
  return { definition: { ...definition, actions: { ...actions, [name]: { ...action, execute } } }, settings };
}
