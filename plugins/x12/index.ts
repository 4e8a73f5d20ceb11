export { x12 } from './provider.ts';
