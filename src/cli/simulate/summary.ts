import type { SimulationInput, SimulationResult } from '../../../plugins/index.ts';

/**
 * What `simulate --json` answers. It holds nothing of the machine or the moment: the same input gives the same line, to the byte.
 */
export interface SimulationSummary extends SimulationResult {
  /** Always true: no order in it is real. */
  readonly isSimulated: true;
  readonly seed: number;
  readonly scale: number;
  readonly days: number;
  readonly startsAt: string;
  readonly dispatch: string;
  /** Numbers of the world that were set otherwise. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export function summaryOf(
  { seed, scale, days, startsAt, dispatch, parameters }: SimulationInput,
  { simulatedDays, isPartial, endsAt, warmUpDays, kpis, fingerprint }: SimulationResult,
): SimulationSummary {
  return {
    ...{ isSimulated: true, seed, scale, days, startsAt, dispatch: dispatch.name, parameters },
    ...{ simulatedDays, isPartial, endsAt, warmUpDays, kpis, fingerprint },
  };
}
