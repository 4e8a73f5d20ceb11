import type { Deed, Doer } from '../domain/audit.ts';
import { redactText, redactValue } from '../domain/redact.ts';
import type { OfficeStore } from './deps.ts';

/**
 * Writes down what someone does, in the transaction that does it: neither stands without the other. Call it last, since from then on
 * nobody else's deed can be written until this transaction ends. Secrets are taken out; `before` and `after` should hold none.
 */
export async function recordDeed(
  { audit }: Pick<OfficeStore, 'audit'>,
  by: Doer,
  what: Pick<Deed, 'action' | 'target' | 'before' | 'after'>,
): Promise<void> {
  await audit.append([deedOf(by, what)]);
}

/** A deed as it is written down. */
export function deedOf(
  { viewer: { id, kind, name }, address, transport }: Doer,
  { action, target, before, after }: Pick<Deed, 'action' | 'target' | 'before' | 'after'>,
): Deed {
  return {
    actor: { id: redactText(id), kind, name: redactText(name) },
    action,
    target: target && { kind: target.kind, id: redactText(target.id) },
    ...{ address, transport },
    before: redactValue(before ?? null),
    after: redactValue(after ?? null),
  };
}
