export { odata } from './provider.ts';
