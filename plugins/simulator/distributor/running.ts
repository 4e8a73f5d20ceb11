import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { AppError, MS_PER_DAY, MS_PER_HOUR, toInstant, toMs, type Instant } from '../../../src/providers/index.ts';
import { BASELINES } from '../dispatch/baselines.ts';
import { parseParameters } from '../parameters/parameters.ts';
import { createWorld } from '../world/create-world.ts';
import type { SimTime } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { openJournal, type Journal } from './journal.ts';
import type { DistributorOptions } from './options.ts';
import { takeOwnership } from './owner.ts';
import { openSimClock, type SimClock } from './sim-clock.ts';
import type { Surroundings } from './surroundings.ts';
import { keepIdentity, type WantedIdentity, type WorldIdentity } from './world-file.ts';

/** Everything of a distributor that is open while it runs. */
export interface Running {
  readonly identity: WorldIdentity;
  readonly clock: SimClock;
  readonly journal: Journal;
  readonly world: World;
  /** How many entries of the journal the world has lived through. */
  readonly lived: { count: number };
  readonly close: () => void;
}

/** The hour of the day, in UTC, at which the clock first starts: mid-morning where most of the sites are. */
const FIRST_HOUR = 15;
/** Simulated time a step while it catches up, and real time after which others have their turn. */
const STEP_MS = MS_PER_HOUR;
const TURN_MS = 20;

/** Opens a folder; the world in it stands at its start until it is caught up. Throws `CONFIG_INVALID`. */
export function run(
  directory: string,
  wanted: WantedIdentity,
  options: DistributorOptions,
  { wallMs, today }: Surroundings,
): Running {
  mkdirSync(directory, { recursive: true });
  const letGo = takeOwnership(join(directory, 'owner.json'));
  try {
    const identity = keepIdentity(directory, wanted, firstStart(today(), options));
    const startsAt = toMs(identity.startsAt);
    const journal = openJournal(join(directory, 'decisions.jsonl'));
    const clock = openSimClock({
      file: join(directory, 'clock.json'),
      begin: startsAt + options.historyDays * MS_PER_DAY + FIRST_HOUR * MS_PER_HOUR,
      notBefore: journal.entries.at(-1)?.at ?? startsAt,
      speed: options.speed,
      wallMs,
    });
    return {
      identity,
      clock,
      journal,
      world: worldOf(options, startsAt),
      lived: { count: 0 },
      close: () => {
        try {
          clock.close();
        } finally {
          journal.close();
          letGo();
        }
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Runs the world to where the clock stands, with every decision of the journal at its time, and lets others have their turn. */
export async function catchUp(running: Running, signal: AbortSignal): Promise<void> {
  const { world, clock } = running;
  const until = clock.now();
  let turnEndsAt = performance.now() + TURN_MS;
  while (world.now < until) {
    relive(running, Math.min(until, world.now + STEP_MS));
    if (performance.now() < turnEndsAt) continue;
    await breathe();
    if (signal.aborted) throw new AppError('PROVIDER_UNAVAILABLE', 'the simulated distributor was closed');
    turnEndsAt = performance.now() + TURN_MS;
  }
}

/** One step: to a time, or to the next decision if that comes first, which is then taken. */
function relive({ world, journal, lived }: Running, to: SimTime): void {
  const next = journal.entries[lived.count];
  world.advance(next ? Math.min(to, next.at) : to);
  if (!next || next.at > to) return;
  const outcome = world.decide(next.decision);
  if (!outcome.accepted || outcome.reference !== next.reference)
    throw new AppError(
      'CONFIG_INVALID',
      `decision ${next.key} was taken as ${next.reference} and is not now: the simulator has changed; remove the folder of this distributor together with the book that was filled from it`,
      { key: next.key },
    );
  lived.count += 1;
}

function worldOf({ seed, scale, dispatch, parameters }: DistributorOptions, startsAt: SimTime): World {
  return createWorld({
    seed,
    scale,
    startsAt,
    dispatch: BASELINES[dispatch],
    parameters: parseParameters(parameters),
    keepClosed: true,
    record: true,
  });
}

/** Midnight so many days before today, or before the last working day. */
function firstStart(today: Date, { historyDays }: DistributorOptions): Instant {
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  const weekday = today.getUTCDay();
  const restDays = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  return toInstant(new Date(midnight - (restDays + historyDays) * MS_PER_DAY));
}
