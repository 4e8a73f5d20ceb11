export { openMeteo } from './provider.ts';
