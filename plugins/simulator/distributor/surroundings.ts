/** Where real time comes from. */
export interface Surroundings {
  /** Milliseconds of real time since any moment. */
  readonly wallMs: () => number;
  readonly today: () => Date;
}

export const REAL: Surroundings = { wallMs: () => performance.now(), today: () => new Date() };
