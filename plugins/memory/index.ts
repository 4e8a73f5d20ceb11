export { memory } from './provider.ts';
export { MemorySource, type Fault, type FaultyCall, type MemoryCall } from './source.ts';
export { sign, SIGNATURE_HEADER } from './webhook.ts';
