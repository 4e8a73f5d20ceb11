import { checkActOptions, planAction, prepareAction, runAction, type Reach } from './act.ts';
import type { ActionPlan, ProviderDefinition } from './define-provider.ts';
import type { ActionOutcome, HostedProvider } from './host.ts';
import type { Redaction } from './redaction.ts';
import type { Session } from './session.ts';

/** What a source can be asked to do. */
export function createActing(
  { actions = {} }: ProviderDefinition,
  { session, redaction }: { readonly session: Session; readonly redaction: Redaction },
): Pick<HostedProvider, 'actions' | 'plan' | 'act'> {
  /** The steps of one action, each a call of its own through the door. */
  function reachFor(name: string): Reach {
    return (step, work) => session.call(`${step} ${name}`, work);
  }

  /** What a source says of its reasons may repeat what it was told. */
  function toldClearly<T extends ActionPlan | ActionOutcome>(told: T): T {
    return 'reason' in told ? { ...told, reason: redaction.text(told.reason) } : told;
  }

  return {
    actions: Object.keys(actions),
    plan: async (name, input) => {
      const ready = session.naming(`plan ${name}`, () => prepareAction(actions, name, input));
      return toldClearly(await planAction(ready, reachFor(name)));
    },
    act: async (name, input, options) => {
      const ready = session.naming(`act ${name}`, () => prepareAction(actions, name, input));
      session.naming(`act ${name}`, () => checkActOptions(name, options));
      return toldClearly(await runAction(ready, options, reachFor(name)));
    },
  };
}
