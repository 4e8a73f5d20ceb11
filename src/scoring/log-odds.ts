import { bounded } from './calibration.ts';

/** A chance on the log-odds scale, on which what speaks for and against a thing adds up; kept finite. */
export function logOddsOf(chance: number): number {
  const p = bounded(chance);
  return Math.log(p / (1 - p));
}

/** The chance at log-odds. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
