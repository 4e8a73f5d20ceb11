export { simulatedDistributor, SimulatedDistributor } from './distributor/simulated-distributor.ts';
export { simCrm, simErp, simTms, simWms } from './providers/systems.ts';
