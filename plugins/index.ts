/** Every plugin that comes with the project. */
export { csv } from './csv/provider.ts';
