export { vendure } from './provider.ts';
