/** One point of a reliability curve: lines of about the same chance, and what came of them. */
export interface ReliabilityPoint {
  readonly rows: number;
  /** Mean chance. */
  readonly said: number;
  /** Share to which it came. */
  readonly came: number;
}

const POINTS = 10;

/** Lines by rising chance in ten groups of equally many: where what was said is what came, a model may be taken at its word. */
export function reliabilityOf(chances: ArrayLike<number>, came: ArrayLike<boolean>): readonly ReliabilityPoint[] {
  const rows = Array.from({ length: chances.length }, (_, i) => ({ chance: chances[i] ?? 0, came: came[i] ? 1 : 0 }));
  rows.sort((a, b) => a.chance - b.chance);
  const bounds = Array.from({ length: POINTS + 1 }, (_, i) => Math.floor((i * rows.length) / POINTS));
  return bounds.slice(1).flatMap((to, i) => {
    const group = rows.slice(bounds[i], to);
    if (group.length === 0) return [];
    const mean = (value: (row: (typeof group)[number]) => number): number =>
      group.reduce((sum, row) => sum + value(row), 0) / group.length;
    return [{ rows: group.length, said: mean(({ chance }) => chance), came: mean((row) => row.came) }];
  });
}
