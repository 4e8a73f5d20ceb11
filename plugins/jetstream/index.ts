export { jetstream } from './provider.ts';
