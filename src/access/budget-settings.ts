import { z } from 'zod';
import type { Viewer } from '../domain/viewer.ts';

const Allowance = z.strictObject({
  /** What a caller who was quiet may spend at once. */
  points: z.int().min(1),
  restorePerSecond: z.number().positive(),
});

/** What one bucket holds, and how fast it fills again. */
export type Allowance = z.output<typeof Allowance>;

/** What callers may spend. */
export const BudgetSettings = z
  .strictObject({
    /** What a key, or a user, who was quiet may spend at once. */
    points: z.int().min(1).default(50_000),
    restorePerSecond: z.number().positive().default(1_000),
    /** What a single query may cost. */
    perQuery: z.int().min(1).default(20_000),
    /** All keys of a partner together. */
    partner: Allowance.default({ points: 100_000, restorePerSecond: 2_000 }),
    /** Others for some: by viewer, such as `key:<id>`, else by role, else by kind (`key`, `user`, `anonymous`). */
    others: z
      .record(z.string(), Allowance)
      .default({})
      .transform((given) => ({ anonymous: { points: 1_000_000, restorePerSecond: 100_000 }, ...given })),
    /** Whether all replicas count together, in PostgreSQL; otherwise each counts for itself. */
    shared: z.boolean().default(false),
  })
  .refine(({ points, perQuery }) => perQuery <= points, 'expected perQuery to be at most points')
  .prefault({});
export type BudgetSettings = z.output<typeof BudgetSettings>;

/** A bucket that a viewer pays from. */
export interface Bucket extends Allowance {
  readonly id: string;
  /** As it is called in headers. */
  readonly name: 'viewer' | 'partner';
}

/** The buckets that a viewer pays from, its own first. None: it pays nothing. */
export function bucketsOf({ kind, id, grants, rows }: Viewer, settings: BudgetSettings): readonly Bucket[] {
  if (kind === 'system') return [];
  const others: Readonly<Record<string, Allowance>> = settings.others;
  const role = grants.find((grant) => others[grant] !== undefined);
  const allowance = others[id] ?? (role && others[role]) ?? others[kind] ?? settings;
  const own: Bucket = { id, name: 'viewer', points: allowance.points, restorePerSecond: allowance.restorePerSecond };
  return rows.kind === 'partner'
    ? [own, { id: `partner:${rows.partner}`, name: 'partner', ...settings.partner }]
    : [own];
}
