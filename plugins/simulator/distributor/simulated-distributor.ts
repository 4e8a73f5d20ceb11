import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, toInstant, type Clock, type z } from '../../../src/providers/index.ts';
import { parseParameters } from '../parameters/parameters.ts';
import type { Decision } from '../world/decision.ts';
import type { SimTime } from '../world/state.ts';
import type { World } from '../world/world.ts';
import type { JournalEntry } from './journal.ts';
import { parseOptions, type DistributorOptions } from './options.ts';
import { catchUp, run, type Running } from './running.ts';
import { REAL, type Surroundings } from './surroundings.ts';
import { keptIdentity, wantedIdentity, type WantedIdentity } from './world-file.ts';

/**
 * A simulated distributor that runs: its folder, its clock and its world, shared by the providers that show it. Opens nothing
 * before it is needed. After a restart it runs the same world again, with every decision at its time, to where the clock stands.
 */
export class SimulatedDistributor {
  readonly options: DistributorOptions;
  readonly #directory: string;
  readonly #wanted: WantedIdentity;
  readonly #surroundings: Surroundings;
  #running: Running | null = null;
  #catchingUp: Promise<World> | null = null;
  #closing = new AbortController();
  #users = 0;
  /** The time at which the last that used it left. */
  #stoppedAt: SimTime | null = null;

  constructor(options: DistributorOptions, surroundings: Surroundings) {
    this.options = options;
    this.#directory = resolve(options.directory);
    this.#wanted = wantedIdentity(options, parseParameters(options.parameters));
    this.#surroundings = surroundings;
  }

  /** The time at the distributor. The first call opens it. Throws `CONFIG_INVALID` when its folder cannot be used. */
  readonly clock: Clock = () => toInstant(new Date(this.#stoppedAt ?? this.#open().clock.now()));

  /** Names the history that it shows: a reader of another history does not go on in this one. */
  get history(): string {
    return Object.values(this.#open().identity).join(' ');
  }

  /** One more that uses it. Opens nothing. Throws `CONFIG_INVALID` when its folder keeps another distributor. */
  use(): void {
    keptIdentity(this.#directory, this.#wanted);
    this.#users += 1;
    this.#stoppedAt = null;
  }

  /** One less. With the last it is closed: its time stops. */
  leave(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#stoppedAt = this.#running?.clock.now() ?? null;
    this.#close();
  }

  /** Throws `PROVIDER_UNAVAILABLE` when its folder cannot be one. Opens nothing. */
  check(): void {
    if (existsSync(this.#directory) && !statSync(this.#directory).isDirectory())
      throw new AppError('PROVIDER_UNAVAILABLE', `expected a folder at ${this.#directory}, came a file`);
    keptIdentity(this.#directory, this.#wanted);
  }

  /** The world as it is now. It may only be looked at before the next `await`. */
  async caughtUp(): Promise<World> {
    const running = this.#open();
    this.#catchingUp ??= catchUp(running, this.#closing.signal)
      .then(() => running.world)
      .finally(() => {
        this.#catchingUp = null;
      });
    return this.#catchingUp;
  }

  /** What was decided under a key; undefined when nothing was. */
  taken(key: string): JournalEntry | undefined {
    return this.#open().journal.find(key);
  }

  /**
   * Takes a decision, once for one key. `expect` may look at the world just before, and throw. Throws `PROVIDER_REJECTED` with
   * the reason. What returns is on the disk.
   */
  async take(key: string, decision: Decision, expect: (world: World) => void): Promise<void> {
    const world = await this.caughtUp();
    const running = this.#open();
    if (running.world !== world) throw new AppError('PROVIDER_UNAVAILABLE', 'the simulated distributor was closed');
    const { journal, lived, clock } = running;
    if (journal.find(key)) return;
    world.advance(clock.now());
    expect(world);
    const outcome = world.decide(decision);
    if (!outcome.accepted) throw new AppError('PROVIDER_REJECTED', outcome.reason);
    try {
      journal.append({ key, at: world.now, decision, reference: outcome.reference });
      lived.count += 1;
    } catch (error) {
      this.#close(); // the world knows of a decision that the disk does not: it is run again without
      throw error;
    }
  }

  #open(): Running {
    this.#running ??= run(this.#directory, this.#wanted, this.options, this.#surroundings);
    return this.#running;
  }

  #close(): void {
    const running = this.#running;
    this.#running = null;
    this.#catchingUp = null;
    this.#closing.abort();
    this.#closing = new AbortController();
    running?.close();
  }
}

/** A simulated distributor, for the providers that show it and as the platform's clock. Throws `CONFIG_INVALID`. */
export function simulatedDistributor(
  options: z.input<typeof DistributorOptions>,
  surroundings: Partial<Surroundings> = {},
): SimulatedDistributor {
  return new SimulatedDistributor(parseOptions(options), { ...REAL, ...surroundings });
}
