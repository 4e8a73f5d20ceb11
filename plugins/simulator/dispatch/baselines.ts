import { atc } from './atc.ts';
import type { Dispatch } from './dispatch.ts';
import { edd } from './edd.ts';
import { fifo } from './fifo.ts';
import { staticCodes } from './static-codes.ts';

/** The rules of the field that others are measured against, by name. */
export const BASELINES = {
  fifo,
  edd,
  static: staticCodes,
  atc: atc(),
} as const satisfies Readonly<Record<string, Dispatch>>;
