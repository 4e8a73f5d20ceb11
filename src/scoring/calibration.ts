/** Corrects a probability on the log-odds scale: `slope` and `shift` of Platt 1999. Monotone, as the slope is positive. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

export const NO_CALIBRATION: Calibration = { slope: 1, shift: 0 };

/**
 * A network that learned from few lines is too sure of itself, and how often lines are late drifts meanwhile: measured by rolling
 * origin on 8,000 lines, slopes from 0.6 to 0.8 are best, and a shift is as often wrong as right.
 */
export const USUAL_CALIBRATION: Calibration = { slope: 0.75, shift: 0 };

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

/** Chances in time order, with what came of them. */
export interface Told {
  readonly chances: readonly number[];
  readonly late: readonly boolean[];
}

/**
 * The correction that survives time, if there is one: of each kind, fitted on what came before, it is asked whether it would
 * have helped in every later part of the time there is. How often lines are late drifts, so a correction that once fitted
 * often does harm next; then none is made. Where a part has too few lines to tell, the usual one is.
 */
export function chooseCalibration(told: Told, leastOfEach: number): Calibration {
  if (!saysEnough(told.late, leastOfEach)) return USUAL_CALIBRATION;
  const parts = inTimeParts(told);
  const lossesOf = (fitKind: (on: Told) => Calibration): number[] =>
    parts.slice(1).map((part, i) => logLossOf(corrected(fitKind(joined(parts.slice(0, i + 1))), part)));
  const plain = lossesOf(() => NO_CALIBRATION);
  const helpful = [fitSlope, fitCalibration]
    .map((fitKind) => ({ fitKind, losses: lossesOf(fitKind) }))
    .filter(({ losses }) => losses.every((loss, i) => loss < (plain[i] ?? 0)))
    .sort((a, b) => sum(a.losses) - sum(b.losses));
  return helpful[0]?.fitKind(told) ?? NO_CALIBRATION;
}

/** Parts that a correction, or a mixture, must prove itself in one by one. */
const PARTS = 4;

/** Whether every part has enough late lines, and enough lines on time, to choose by. */
export function saysEnough(late: readonly boolean[], leastOfEach: number): boolean {
  return inTimeParts({ chances: late.map(() => 0), late }).every((part) => {
    const lateCount = part.late.filter(Boolean).length;
    return lateCount >= leastOfEach && part.late.length - lateCount >= leastOfEach;
  });
}

/** Equally many rows each, in time order. */
export function inTimeParts({ chances, late }: Told): Told[] {
  const bounds = Array.from({ length: PARTS + 1 }, (_, i) => Math.floor((i * chances.length) / PARTS));
  return bounds.slice(1).map((to, i) => ({ chances: chances.slice(bounds[i], to), late: late.slice(bounds[i], to) }));
}

function joined(parts: readonly Told[]): Told {
  return { chances: parts.flatMap(({ chances }) => chances), late: parts.flatMap(({ late }) => late) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function corrected(calibration: Calibration, { chances, late }: Told): Told {
  return { chances: chances.map((chance) => calibrate(calibration, chance)), late };
}

/** Mean, in nats. */
export function logLossOf({ chances, late }: Told): number {
  const losses = chances.map((chance, i) => -Math.log(late[i] ? bounded(chance) : 1 - bounded(chance)));
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
}

/** Makes chances bolder or humbler about their mean, which stays where it is. */
function fitSlope({ chances, late }: Told): Calibration {
  const centre = logOdds(chances.reduce((sum, chance) => sum + chance, 0) / Math.max(1, chances.length));
  const at = (slope: number): Calibration => ({ slope, shift: (1 - slope) * centre });
  const penalized = (slope: number): number =>
    logLossOf(corrected(at(slope), { chances, late })) * chances.length + PRIOR_OUTCOMES * 0.5 * (slope - 1) ** 2;
  const best = SLOPES.reduce((a, b) => (penalized(b) < penalized(a) ? b : a));
  return at(best);
}

const SLOPES = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 1.1, 1.25, 1.5];

/** Fits slope and shift, drawn to no correction at all by a few imagined outcomes. */
export function fitCalibration({ chances, late }: Told): Calibration {
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
    const isHeld = slope <= LEAST_SLOPE && g1 - (h01 / h00) * g0 > 0;
    const determinant = h00 * h11 - h01 * h01;
    const stepShift = isHeld ? g0 / h00 : (h11 * g0 - h01 * g1) / determinant;
    const stepSlope = isHeld ? 0 : (h00 * g1 - h01 * g0) / determinant;
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
