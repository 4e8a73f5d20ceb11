/** Points of a curve from value to normal score, values ascending. */
export interface Scale {
  readonly values: readonly number[];
  readonly scores: readonly number[];
}

/** Points of a curve, xs ascending. Of one kind of array always, which makes it several times as fast to read. */
export interface Curve {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** The curve from values to scores. */
export function curveOf({ values, scores }: Scale): Curve {
  return { xs: Float64Array.from(values), ys: Float64Array.from(scores) };
}

/** A point on a curve; beyond its ends, the end. */
export function interpolated({ xs, ys }: Curve, x: number): number {
  const last = xs.length - 1;
  if (x <= (xs[0] ?? 0)) return ys[0] ?? 0;
  if (x >= (xs[last] ?? 0)) return ys[last] ?? 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) < x) low = middle;
    else high = middle;
  }
  const from = xs[low] ?? 0;
  const below = ys[low] ?? 0;
  return below + ((x - from) / ((xs[high] ?? 0) - from)) * ((ys[high] ?? 0) - below);
}

/** The value below which a share of the known values lie, from 0 to 1. */
export function quantileOf(scale: Scale, share: number): number {
  const { xs: values, ys: scores } = curveOf(scale);
  return interpolated({ xs: scores, ys: values }, normalQuantile(share));
}

/** The inverse of the normal distribution function (Acklam's rational approximation, relative error below 1.2e-9). */
export function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p < low || p > 1 - low) {
    const q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
    const c = [
      -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783,
    ];
    const d = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
    const tail = polynomial(c, q) / (polynomial(d, q) * q + 1);
    return p < low ? tail : -tail;
  }
  const q = p - 0.5;
  const r = q * q;
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  return (polynomial(a, r) * q) / (polynomial(b, r) * r + 1);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
