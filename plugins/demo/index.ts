export { demo } from './provider.ts';
