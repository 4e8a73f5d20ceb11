import type { Snapshot } from '../snapshot.ts';

/** Where a book has no past to go by: about one line in eight. */
const USUAL_LATE_RATIO = 0.12;
const PRIOR_LINES = 50;

/** How often lines of the book were late in the past year, drawn to the usual while there are few. */
export function bookLateRatio({ history }: Pick<Snapshot, 'history'>): number {
  const { late, lines } = history.book ?? { late: 0, lines: 0 };
  const ratio = (late + PRIOR_LINES * USUAL_LATE_RATIO) / (lines + PRIOR_LINES);
  return Math.min(0.6, Math.max(0.01, ratio));
}
