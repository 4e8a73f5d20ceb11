/** Corrects a probability on the log-odds scale: `slope` and `shift` of Platt 1999. Monotone, as the slope is positive. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

export const NO_CALIBRATION: Calibration = { slope: 1, shift: 0 };

/** How many outcomes it takes to believe the correction as much as no correction at all. */
const PRIOR_OUTCOMES = 20;
const LEAST = 1e-4;

export function calibrate({ slope, shift }: Calibration, probability: number): number {
  return bounded(1 / (1 + Math.exp(-(slope * logOdds(probability) + shift))));
}

/** Keeps a chance off 0 and 1: no model is that sure. */
export function bounded(probability: number): number {
  return Math.min(1 - LEAST, Math.max(LEAST, probability));
}

/** Fits on chances and what came of them, drawn to no correction at all by a few imagined outcomes. */
export function fitCalibration(chances: readonly number[], late: readonly boolean[]): Calibration {
  let { slope, shift } = NO_CALIBRATION;
  for (let step = 0; step < 50; step += 1) {
    // Newton's method on the penalized log loss.
    let g0 = PRIOR_OUTCOMES * 0.25 * shift;
    let g1 = PRIOR_OUTCOMES * (slope - 1);
    let h00 = PRIOR_OUTCOMES * 0.25;
    let h01 = 0;
    let h11 = PRIOR_OUTCOMES;
    chances.forEach((chance, i) => {
      const x = logOdds(chance);
      const p = 1 / (1 + Math.exp(-(slope * x + shift)));
      const error = p - (late[i] ? 1 : 0);
      const w = p * (1 - p);
      g0 += error;
      g1 += error * x;
      h00 += w;
      h01 += w * x;
      h11 += w * x * x;
    });
    const determinant = h00 * h11 - h01 * h01;
    const stepShift = (h11 * g0 - h01 * g1) / determinant;
    const stepSlope = (h00 * g1 - h01 * g0) / determinant;
    shift -= Math.max(-1, Math.min(1, stepShift));
    slope = Math.max(LEAST_SLOPE, slope - Math.max(-0.5, Math.min(0.5, stepSlope)));
    if (Math.abs(stepShift) + Math.abs(stepSlope) < 1e-9) break;
  }
  return { slope, shift };
}

const LEAST_SLOPE = 0.1;

function logOdds(probability: number): number {
  const p = bounded(probability);
  return Math.log(p / (1 - p));
}
