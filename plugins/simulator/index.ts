export { simulatedDistributor, SimulatedDistributor } from './distributor/simulated-distributor.ts';
export { BASELINES as DISPATCH_BASELINES } from './dispatch/baselines.ts';
export type { Dispatch, DispatchContext, DispatchLine } from './dispatch/dispatch.ts';
export { simHistory } from './history/sim-history.ts';
export { writeHistory, type HistoryOptions, type WrittenHistory } from './history/write-history.ts';
export type { Kpis } from './kpi/kpis.ts';
export { PARAMETERS, type ParameterDescription } from './parameters/parameters.ts';
export { SYSTEM_NAMES as SIMULATED_SYSTEMS } from './providers/shows.ts';
export { simCrm, simErp, simTms, simWms } from './providers/systems.ts';
export {
  runSimulation,
  type SimulationInput,
  type SimulationOptions,
  type SimulationProgress,
  type SimulationResult,
} from './run/run-simulation.ts';
