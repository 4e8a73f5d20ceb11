/** The value that a share of them does not exceed; NaN of none. */
export function percentile(sorted: Float64Array, ratio: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * ratio) - 1)] ?? NaN;
}
