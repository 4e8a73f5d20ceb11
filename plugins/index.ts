/** Every plugin that comes with the project. */
export { csv } from './csv/provider.ts';
export { jetstream } from './jetstream/index.ts';
export { memory, MemorySource } from './memory/index.ts';
export { odata } from './odata/index.ts';
export { openMeteo } from './open-meteo/index.ts';
export { postgres } from './postgres/index.ts';
export * from './simulator/index.ts';
export { tryton } from './tryton/index.ts';
export { vendure } from './vendure/index.ts';
export { x12 } from './x12/index.ts';
