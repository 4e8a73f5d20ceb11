export { postgres } from './provider.ts';
