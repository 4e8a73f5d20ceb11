export { tryton } from './provider.ts';
