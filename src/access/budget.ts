import type { Allowance } from './budget-settings.ts';

/** How full a bucket is, at a moment. */
export interface Level {
  /** Points; below zero while more has come than was asked for. */
  readonly available: number;
  /** Milliseconds, of whatever clock. */
  readonly at: number;
}

/** A bucket as it is now, having filled since. A full one does not grow. */
export function levelAt({ available, at }: Level, { points, restorePerSecond }: Allowance, now: number): Level {
  const elapsed = Math.max(0, now - at) / 1_000;
  return { available: Math.min(points, available + elapsed * restorePerSecond), at: Math.max(at, now) };
}

/** Milliseconds until a bucket holds so many points. */
export function waitFor(cost: number, available: number, { restorePerSecond }: Allowance): number {
  return Math.max(0, Math.ceil(((cost - available) / restorePerSecond) * 1_000));
}

/** Where levels are kept. */
export interface Buckets {
  /** Takes points if there are as many; otherwise takes none. What there is then, or would be. */
  readonly take: (id: string, allowance: Allowance, cost: number) => Promise<Taken> | Taken;
  /** Takes points whether they are there or not, or gives back with a number below zero. Points there are, as far as is known. */
  readonly spend: (id: string, allowance: Allowance, cost: number) => number;
  /** Points that there are, as far as is known here. */
  readonly available: (id: string, allowance: Allowance) => number;
}

export interface Taken {
  readonly isTaken: boolean;
  readonly available: number;
}

/** Buckets kept until the full ones are dropped. */
const KEPT = 10_000;

/** Buckets of this process. `now` in milliseconds. */
export function createMemoryBuckets(now: () => number): Buckets {
  const levels = new Map<string, Level & { readonly allowance: Allowance }>();

  function current(id: string, allowance: Allowance): Level {
    const known = levels.get(id);
    return known ? levelAt(known, allowance, now()) : { available: allowance.points, at: now() };
  }

  function keep(id: string, allowance: Allowance, { available, at }: Level): number {
    const level = { available: Math.min(available, allowance.points), at, allowance };
    if (levels.size >= KEPT && !levels.has(id)) dropFull();
    levels.set(id, level);
    return level.available;
  }

  /** A full bucket is as good as one that was never touched. When none is full the oldest goes. */
  function dropFull(): void {
    for (const [id, level] of levels)
      if (levelAt(level, level.allowance, now()).available >= level.allowance.points) levels.delete(id);
    for (const id of levels.keys()) {
      if (levels.size < KEPT) return;
      levels.delete(id);
    }
  }

  return {
    take(id, allowance, cost) {
      const level = current(id, allowance);
      if (level.available < cost) return { isTaken: false, available: level.available };
      return { isTaken: true, available: keep(id, allowance, { ...level, available: level.available - cost }) };
    },
    spend(id, allowance, cost) {
      const level = current(id, allowance);
      return keep(id, allowance, { ...level, available: level.available - cost });
    },
    available: (id, allowance) => current(id, allowance).available,
  };
}
