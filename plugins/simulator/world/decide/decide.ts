import type { Decision, DecisionOutcome } from '../decision.ts';
import type { Sim } from '../sim.ts';
import { reroute, reschedule } from './delivery-decisions.ts';
import { holdOrder, releaseHold } from './hold-decisions.ts';
import { noteOrder, notifyCustomer } from './message-decisions.ts';
import { reallocate } from './reallocate.ts';
import { isRefusal, type Deed, type Refusal } from './refusal.ts';
import { substitute } from './substitute.ts';

/** Why a decision would be refused now; null when it would be taken. */
export function refusalOf(sim: Sim, decision: Decision): string | null {
  const found = weigh(sim, decision);
  return isRefusal(found) ? found.reason : null;
}

/** Takes a decision, or refuses it and changes nothing. */
export function decide(sim: Sim, decision: Decision): DecisionOutcome {
  const found = weigh(sim, decision);
  if (isRefusal(found)) return { accepted: false, reason: found.reason };
  found();
  const reference = `DEC-${sim.decisions.length + 1}`;
  sim.decisions.push({ reference, at: sim.clock.now, decision });
  return { accepted: true, reference };
}

function weigh(sim: Sim, decision: Decision): Deed | Refusal {
  switch (decision.type) {
    case 'release':
      return releaseHold(sim, decision);
    case 'hold':
      return holdOrder(sim, decision);
    case 'reallocate':
      return reallocate(sim, decision);
    case 'substitute':
      return substitute(sim, decision);
    case 'reschedule':
      return reschedule(sim, decision);
    case 'reroute':
      return reroute(sim, decision);
    case 'note':
      return noteOrder(sim, decision);
    case 'notify':
      return notifyCustomer(sim, decision);
  }
}
