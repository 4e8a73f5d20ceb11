import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError, MS_PER_DAY } from '../../../src/providers/index.ts';
import {
  runSimulation,
  type SimulationInput,
  type SimulationOptions,
  type SimulationResult,
} from '../run/run-simulation.ts';
import type { SimTime } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { RUN_FILE } from './layout.ts';
import { openOutcomeLog } from './outcome-log.ts';
import { openRecordLog } from './record-log.ts';

export interface HistoryOptions extends Pick<SimulationOptions, 'signal' | 'onProgress'> {
  /** Made when it is not there. One that holds anything but an earlier history is refused. */
  readonly directory: string;
}

export interface WrittenHistory extends SimulationResult {
  readonly directory: string;
  /** Versions of records, of all systems and kinds. */
  readonly records: number;
  /** Lines of which it is known how they turned out. */
  readonly outcomes: number;
}

/**
 * Runs a simulated distributor and writes what its systems tell, version by version, and how each line turns out. Ended early,
 * every file is whole, and `run.json` says that it is partial. Throws `INPUT_INVALID` for a folder with other things in it.
 */
export async function writeHistory(
  input: SimulationInput,
  { directory: given, ...options }: HistoryOptions,
): Promise<WrittenHistory> {
  const directory = prepare(resolve(given));
  tell(directory, input, { status: 'running' });
  const records = openRecordLog(directory);
  const outcomes = openOutcomeLog(directory);
  let forgottenAt = 0;

  /** Instant by instant: of two changes of one thing both are told. */
  async function advance(world: World, to: SimTime): Promise<void> {
    records.follow(world);
    while (world.nextEventAt <= to) {
      world.advance(world.nextEventAt);
      records.follow(world);
    }
    world.advance(to);
    await Promise.all([records.flush(), outcomes.flush()]);
    if (to - forgottenAt < MS_PER_DAY) return;
    world.forgetClosed();
    forgottenAt = to;
  }

  let result: SimulationResult;
  try {
    result = await runSimulation(input, { ...options, companion: { observer: outcomes.observer, advance } });
  } finally {
    await Promise.all([records.close(), outcomes.close()]);
  }
  const written = { ...result, directory, records: records.count(), outcomes: outcomes.count() };
  const { directory: _directory, kpis: _kpis, ...facts } = written;
  tell(directory, input, { status: result.isPartial ? 'partial' : 'complete', ...facts });
  return written;
}

function prepare(directory: string): string {
  mkdirSync(directory, { recursive: true });
  if (existsSync(join(directory, RUN_FILE)) || readdirSync(directory).length === 0) return directory;
  throw new AppError(
    'INPUT_INVALID',
    `expected a folder that is empty or holds an earlier history, came ${directory} with other files in it`,
    { directory },
  );
}

function tell(directory: string, { dispatch, ...input }: SimulationInput, facts: object): void {
  const run = { isSimulated: true, ...input, dispatch: dispatch.name, ...facts };
  writeFileSync(join(directory, RUN_FILE), `${JSON.stringify(run, null, 2)}\n`);
}
