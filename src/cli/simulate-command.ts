import { runSimulation, type SimulationProgress } from '../../plugins/index.ts';
import { createOutput, createProgress, say } from './output.ts';
import { abortOnSignal, Stopped } from './signals.ts';
import { dispatchNamed } from './simulate/dispatch-rules.ts';
import { recordHistory } from './simulate/record-history.ts';
import { parseOverrides } from './simulate/overrides.ts';
import { parseStart } from './simulate/start.ts';
import { summaryOf } from './simulate/summary.ts';
import { textOfSummary } from './simulate/summary-text.ts';

export interface SimulateOptions {
  readonly days: number;
  readonly seed: number;
  readonly scale: number;
  readonly dispatch: string;
  readonly start: string;
  readonly set: readonly string[];
  readonly json?: boolean;
  readonly out?: string;
}

/** `promisegraph simulate`: needs no database. Stopped early, it answers with what was simulated by then, and says so. */
export async function simulateCommand(options: SimulateOptions): Promise<void> {
  const input = {
    seed: options.seed,
    scale: options.scale,
    days: options.days,
    startsAt: parseStart(options.start),
    dispatch: dispatchNamed(options.dispatch),
    parameters: parseOverrides(options.set),
  };
  const progress = createProgress();
  const signal = abortOnSignal();
  const startedAt = performance.now();
  const running = {
    signal,
    onProgress: ({ simulatedDays, ratio }: SimulationProgress): void =>
      progress.update(`day ${Math.floor(simulatedDays)} of ${input.days}`, ratio),
  };
  const result = await (
    options.out === undefined ? runSimulation(input, running) : recordHistory(input, options.out, running)
  ).finally(() => progress.stop());
  const summary = summaryOf(input, result);
  const facts = { seconds: (performance.now() - startedAt) / 1000, directory: options.out ?? null };
  createOutput(options).answer(summary, textOfSummary(summary, facts));
  if (!result.isPartial) return;
  say(`stopped after ${result.simulatedDays.toFixed(2)} of ${input.days} days: the result is partial`);
  process.exitCode = signal.reason instanceof Stopped ? signal.reason.exitCode : 1;
}
