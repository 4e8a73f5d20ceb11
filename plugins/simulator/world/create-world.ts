import { AppError } from '../../../src/providers/index.ts';
import { measureKpis } from '../kpi/measure.ts';
import { createSim } from './build/create-sim.ts';
import { decide, refusalOf } from './decide/decide.ts';
import { HANDLERS } from './events.ts';
import { forgetClosed } from './forget-closed.ts';
import { allOf, changesOf, stateOf } from './lookup.ts';
import type { Sim } from './sim.ts';
import type { SimTime } from './state.ts';
import type { World, WorldOptions } from './world.ts';

/** Builds a simulated distributor that stands at its start. Throws `CONFIG_INVALID` for a scale or seed out of range. */
export function createWorld(options: WorldOptions): World {
  checkOptions(options);
  const sim = createSim(options);
  return {
    get now() {
      return sim.clock.now;
    },
    get sequence() {
      return sim.log.sequence;
    },
    get nextEventAt() {
      return sim.heap.nextTime;
    },
    advance: (to) => advance(sim, to),
    refusal: (decision) => refusalOf(sim, decision),
    decide: (decision) => decide(sim, decision),
    decisions: sim.decisions,
    get: (kind, id) => stateOf(sim, kind, id),
    all: (kind) => allOf(sim, kind),
    changesAfter: (kind, sequence, limit) => changesOf(sim, kind, sequence, limit),
    forgetClosed: () => forgetClosed(sim),
    kpis: () => measureKpis(sim.kpi, sim.orders.values(), sim.clock.now),
    fingerprint: () => sim.log.fingerprint(),
  };
}

function advance(sim: Sim, to: SimTime): void {
  const { heap, clock } = sim;
  if (!(to >= clock.now))
    throw new AppError('INPUT_INVALID', `expected a time from ${clock.now} on, came ${to}`, { to, now: clock.now });
  while (heap.nextTime <= to && heap.take()) {
    clock.now = heap.time;
    HANDLERS[heap.kind]?.(sim, heap.subject);
  }
  clock.now = to;
}

function checkOptions({ scale, seed, startsAt }: WorldOptions): void {
  if (!(scale >= 0.01 && scale <= 80))
    throw new AppError('CONFIG_INVALID', `scale: expected a number from 0.01 to 80, came ${scale}`, { scale });
  if (!Number.isSafeInteger(seed))
    throw new AppError('CONFIG_INVALID', `seed: expected a whole number, came ${seed}`, { seed });
  if (!Number.isSafeInteger(startsAt))
    throw new AppError('CONFIG_INVALID', `start: expected whole milliseconds since 1970, came ${startsAt}`, {
      startsAt,
    });
}
