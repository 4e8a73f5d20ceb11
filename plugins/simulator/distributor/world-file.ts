import { mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError, Instant, z } from '../../../src/providers/index.ts';
import type { Parameters } from '../parameters/parameters.ts';
import { readJson, writeJson } from './durable-file.ts';
import type { DistributorOptions } from './options.ts';

/** What makes a history what it is, besides the decisions. Kept with the first start; a different one is refused. */
export const WorldIdentity = z.object({
  seed: z.number(),
  scale: z.number(),
  startsAt: Instant,
  dispatch: z.string(),
  /** Hash of every number of the world. */
  parameters: z.string(),
});
export type WorldIdentity = z.output<typeof WorldIdentity>;

/** The identity that options ask for; without a start of their own, that of the first start. */
export type WantedIdentity = Omit<WorldIdentity, 'startsAt'> & { readonly startsAt: Instant | null };

export function wantedIdentity(options: DistributorOptions, parameters: Parameters): WantedIdentity {
  const { seed, scale, startsAt, dispatch } = options;
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
  return { seed, scale, startsAt, dispatch, parameters: hash };
}

/** The identity kept in a folder; null before the first start. Throws `CONFIG_INVALID` for another one than is wanted. */
export function keptIdentity(directory: string, wanted: WantedIdentity): WorldIdentity | null {
  const kept = readJson(join(directory, 'world.json'), WorldIdentity);
  if (!kept) return null;
  for (const name of ['seed', 'scale', 'startsAt', 'dispatch', 'parameters'] as const) {
    if (wanted[name] === null || wanted[name] === kept[name]) continue;
    throw new AppError(
      'CONFIG_INVALID',
      `the simulated distributor in ${directory} was made with ${name} ${kept[name]}, came ${wanted[name]}: give it another folder (for the demonstration book, another seed), or remove this one together with the book that was filled from it`,
      { directory, name },
    );
  }
  return kept;
}

/** The identity of a folder, kept now when it is the first start. Throws `CONFIG_INVALID`. */
export function keepIdentity(directory: string, wanted: WantedIdentity, firstStart: Instant): WorldIdentity {
  const kept = keptIdentity(directory, wanted);
  if (kept) return kept;
  mkdirSync(directory, { recursive: true });
  const identity = { ...wanted, startsAt: wanted.startsAt ?? firstStart };
  writeJson(join(directory, 'world.json'), identity);
  return identity;
}
