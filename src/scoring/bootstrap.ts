import { metricsOf, type Judged, type MetricName } from './metrics.ts';
import { createRandom } from './random.ts';

export type Interval = readonly [low: number, high: number];

const DRAWS = 200;
/** Above this, fewer draws do: the interval is narrow anyway. */
const MANY_ROWS = 20_000;

/** 95 % percentile intervals from drawing whole clusters with replacement. The same seed gives the same intervals. */
export function bootstrap<N extends MetricName>(
  { chances, late, cluster }: Judged & { readonly cluster: ArrayLike<number> },
  names: readonly N[],
  seed: number,
): ReadonlyMap<N, Interval | null> {
  const clusters = rowsByCluster(cluster);
  const random = createRandom(seed);
  const drawn = new Map<N, number[]>(names.map((name) => [name, []]));
  const draws = chances.length > MANY_ROWS ? Math.max(30, Math.floor((DRAWS * MANY_ROWS) / chances.length)) : DRAWS;
  for (let draw = 0; draw < draws; draw += 1) {
    const rows: number[] = [];
    for (let i = 0; i < clusters.length; i += 1) {
      for (const row of clusters[Math.floor(random() * clusters.length)] ?? []) rows.push(row);
    }
    const metrics = metricsOf({
      chances: rows.map((row) => chances[row] ?? 0),
      late: rows.map((row) => late[row] ?? false),
    });
    for (const name of names) {
      const value = metrics[name];
      if (value !== null) drawn.get(name)?.push(value);
    }
  }
  return new Map(names.map((name) => [name, intervalOf(drawn.get(name) ?? [])]));
}

function rowsByCluster(cluster: ArrayLike<number>): readonly (readonly number[])[] {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < cluster.length; row += 1) {
    const id = cluster[row] ?? 0;
    const members = rows.get(id) ?? [];
    rows.set(id, members);
    members.push(row);
  }
  return [...rows.values()];
}

function intervalOf(values: readonly number[]): Interval | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [at(0.025), at(0.975)];
}
