import type { Inputs } from './encoding.ts';
import type { Fit } from './fit.ts';
import type { View } from './outlook.ts';
import { run } from './run-forward.ts';
import type { Tensorflow } from './tensorflow.ts';

/** What heads say of rows that are encoded, for each head in its own way. */
export function viewsOfInputs(tf: Tensorflow, heads: Fit['heads'], inputs: readonly Inputs[]): View[] {
  return heads.flatMap(({ head: { basis, bins, forward }, weight, calibration }, i) => {
    const own = inputs[i];
    return own ? [{ basis, bins, weight, calibration, probabilities: run(tf, forward, own) }] : [];
  });
}
