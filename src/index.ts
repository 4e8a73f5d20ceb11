/** What a configuration file, or a provider of your own, may import from `promisegraph`. */
export { defineConfig, env } from './config.ts';
export * from './providers/index.ts';
export * from '../plugins/index.ts';
