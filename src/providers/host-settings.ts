import { z } from 'zod';
import { RecordKindSchema } from '../domain/record/record.ts';

/** What every configured provider may set besides its own configuration. */
export const HostSettings = z.object({
  /** The name of this source in provenance, cursors and logs. Never change it: state and cursors hang on it. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and dashes, such as `erp`'),
  /** Milliseconds between two reads. */
  pollMs: z.int().min(100).default(30_000),
  /** Milliseconds that `check`, `lookup`, an action or one page may take. */
  timeoutMs: z.int().min(1).default(30_000),
  /** Calls a second at most, in total; null for no limit. */
  callsPerSecond: z.number().positive().nullable().default(null),
  /** Milliseconds between two sweeps, which find what is gone from the source; null: never. */
  reconcileEveryMs: z.int().min(1_000).nullable().default(3_600_000),
  /** Share of the records of a kind, 0 to 1, that one sweep may find gone. When more are, nothing is removed and an operator is told. */
  maxGoneRatio: z.number().min(0).max(1).default(0.2),
  /** Kinds of records that are not taken from it although it gives them, such as stock that another source knows better. */
  omitKinds: z.array(RecordKindSchema).default([]),
  /** True: it runs in a process of its own, so that nothing it does can end the platform's. */
  isolate: z.boolean().default(false),
  /** Megabytes that an isolated provider may hold. */
  memoryMb: z.int().min(64).default(512),
  /** Milliseconds after which a record is stale: it is looked up again, or marked, when someone asks for it; null: never. */
  allowedAgeMs: z.int().positive().nullable().default(null),
});
export type HostSettings = z.output<typeof HostSettings>;
