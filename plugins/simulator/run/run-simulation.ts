import { setImmediate as breathe } from 'node:timers/promises';
import { AppError, MS_PER_DAY, MS_PER_HOUR, toInstant, toMs, type Instant } from '../../../src/providers/index.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Kpis } from '../kpi/kpis.ts';
import { parseParameters } from '../parameters/parameters.ts';
import { createWorld } from '../world/create-world.ts';
import type { WorldObserver } from '../world/outcomes.ts';
import type { SimTime } from '../world/state.ts';
import type { World } from '../world/world.ts';

/** What is simulated: the same gives the same history, to the byte. */
export interface SimulationInput {
  readonly seed: number;
  /** 1 is 18,000 order lines a day; 0.01 to 80. */
  readonly scale: number;
  /** Whole days, 1 to 3650. */
  readonly days: number;
  readonly startsAt: Instant;
  /** Who is served first when not everyone can be. */
  readonly dispatch: Dispatch;
  /** Numbers of the world other than the usual, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface SimulationOptions {
  /** Ends the run early: what was simulated by then is the result, and says that it is partial. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Goes along with the world and takes down what happens. */
  readonly companion?: Companion;
}

export interface SimulationProgress {
  readonly simulatedDays: number;
  /** Share of the run, 0 to 1. */
  readonly ratio: number;
}

/** What goes along with a world while it runs. It must not change it. */
export interface Companion {
  readonly observer: WorldObserver;
  /** Takes the world on to a time, in whatever steps it needs. */
  readonly advance: (world: World, to: SimTime) => void | Promise<void>;
}

/** What came of a run. Nothing in it is real. */
export interface SimulationResult {
  /** Days that were simulated: fewer than asked for when `isPartial`. */
  readonly simulatedDays: number;
  readonly isPartial: boolean;
  readonly endsAt: Instant;
  /** Days at the start whose lines are not counted in the KPIs. */
  readonly warmUpDays: number;
  readonly kpis: Kpis;
  /** Equal fingerprints, equal histories. */
  readonly fingerprint: string;
}

/** Simulated time a step, and real time after which others have their turn. */
const STEP_MS = MS_PER_HOUR / 4;
const TURN_MS = 50;

/**
 * Runs a simulated distributor without a database, faster than real time, and lets others have their turn meanwhile. Throws
 * `CONFIG_INVALID` for what is out of range, with the name, the range and what came.
 */
export async function runSimulation(
  input: SimulationInput,
  { signal, onProgress, companion }: SimulationOptions = {},
): Promise<SimulationResult> {
  checkDays(input.days);
  const parameters = parseParameters(input.parameters);
  const startsAt = toMs(input.startsAt);
  const endsAt = startsAt + input.days * MS_PER_DAY;
  const isFollowed = companion !== undefined;
  const world = createWorld({
    ...{ seed: input.seed, scale: input.scale, startsAt, dispatch: input.dispatch, parameters },
    ...{ keepClosed: isFollowed, record: isFollowed },
    ...(companion ? { observer: companion.observer } : {}),
  });
  const advance = companion?.advance ?? ((own: World, to: SimTime): void => own.advance(to));
  let turnEndsAt = performance.now() + TURN_MS;
  while (world.now < endsAt && !signal?.aborted) {
    await advance(world, Math.min(endsAt, world.now + STEP_MS));
    if (performance.now() < turnEndsAt) continue;
    const simulatedMs = world.now - startsAt;
    onProgress?.({ simulatedDays: simulatedMs / MS_PER_DAY, ratio: simulatedMs / (endsAt - startsAt) });
    await breathe();
    turnEndsAt = performance.now() + TURN_MS;
  }
  return {
    simulatedDays: (world.now - startsAt) / MS_PER_DAY,
    isPartial: world.now < endsAt,
    endsAt: toInstant(new Date(world.now)),
    warmUpDays: parameters.warmUpDays,
    kpis: world.kpis(),
    fingerprint: world.fingerprint(),
  };
}

function checkDays(days: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return;
  throw new AppError('CONFIG_INVALID', `days: expected a whole number from 1 to 3650, came ${days}`, { days });
}
