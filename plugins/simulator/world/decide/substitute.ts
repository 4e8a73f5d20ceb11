import type { Sim } from '../sim.ts';
import { untouchedLine } from './find.ts';
import { letGo, takeFree } from './reallocate.ts';
import { refused, type Deed, type DecisionOf, type Refusal } from './refusal.ts';

/** Sends another item in place of the one ordered, at the price that was agreed. */
export function substitute(sim: Sim, decision: DecisionOf<'substitute'>): Deed | Refusal {
  const found = untouchedLine(sim, decision);
  if ('reason' in found) return found;
  const { line } = found;
  const item = line.item.substitutes.find(({ id }) => id === decision.itemId);
  if (!item) return refused(`${decision.itemId} is no substitute for ${line.item.id}`);
  if (!line.terms.acceptsSubstitutes) return refused(`customer ${line.customerId} does not accept substitutes`);
  const free = line.site.positions[item.index]?.free ?? 0;
  if (free < line.openQuantity)
    return refused(`${line.site.id} has ${free} free pieces of ${item.id}, less than ${line.openQuantity}`);
  return () => {
    letGo(sim, line);
    line.item = item;
    takeFree(sim, line);
  };
}
