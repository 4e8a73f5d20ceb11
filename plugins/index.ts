/** Every plugin that comes with the project. */
export { csv } from './csv/provider.ts';
export { memory, MemorySource } from './memory/index.ts';
export * from './simulator/index.ts';
