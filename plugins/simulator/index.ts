export { simulatedDistributor, SimulatedDistributor } from './distributor/simulated-distributor.ts';
export { BASELINES as DISPATCH_BASELINES } from './dispatch/baselines.ts';
export type { Dispatch, DispatchContext, DispatchLine } from './dispatch/dispatch.ts';
export type { Kpis } from './kpi/kpis.ts';
export { PARAMETERS, type ParameterDescription } from './parameters/parameters.ts';
export { simCrm, simErp, simTms, simWms } from './providers/systems.ts';
export {
  runSimulation,
  type SimulationInput,
  type SimulationOptions,
  type SimulationResult,
} from './run/run-simulation.ts';
