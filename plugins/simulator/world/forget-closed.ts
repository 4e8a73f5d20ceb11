import type { NumberedKind } from './identifiers.ts';
import type { Sim } from './sim.ts';

/** Drops everything that nothing more happens to, and the changes it went through. What happens next is the same. */
export function forgetClosed(sim: Sim): void {
  forget(sim, 'order', sim.orders, ({ openLines }) => openLines === 0);
  forget(sim, 'shipment', sim.shipments, ({ deliveredAt }) => deliveredAt !== null);
  forget(sim, 'supply', sim.purchases, ({ receivedAt }) => receivedAt !== null);
  forget(sim, 'exception', sim.exceptions, ({ resolvedAt }) => resolvedAt !== null);
  forget(sim, 'condition', sim.conditions, ({ clearedAt }) => clearedAt !== null);
  forget(sim, 'invoice', sim.invoices, ({ isDisputeComing }) => !isDisputeComing);
  forget(sim, 'return', sim.returns, ({ receivedAt }) => receivedAt !== null);
}

function forget<T>({ log }: Sim, kind: NumberedKind, shelf: Map<number, T>, isClosed: (thing: T) => boolean): void {
  for (const [number, thing] of shelf) {
    if (!isClosed(thing)) continue;
    shelf.delete(number);
    log.forget(kind, number);
  }
}
