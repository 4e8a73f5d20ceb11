import { AppError, Instant, z } from '../../../src/providers/index.ts';

/** A refusal that names the whole range, whichever end was passed. */
function numberIn(lowest: number, highest: number) {
  const error = `expected a number from ${lowest} to ${highest}`;
  return z.number({ error }).min(lowest, { error }).max(highest, { error });
}

function wholeNumberIn(lowest: number, highest: number) {
  const error = `expected a whole number from ${lowest} to ${highest}`;
  return z.int({ error }).min(lowest, { error }).max(highest, { error });
}

/** What may be set of a simulated distributor that runs as source systems. */
export const DistributorOptions = z.strictObject({
  /** The same seed and start make the same history. */
  seed: wholeNumberIn(0, 999_999_999).default(1),
  /** 1 is 18,000 order lines a day. All that happened is kept in memory, about 2 KB a line. */
  scale: numberIn(0.01, 80).default(0.01),
  /** Days of past business at the first start. Without effect later: the clock goes on from where it stood. */
  historyDays: wholeNumberIn(1, 730).default(30),
  /** How many times as fast as real time its clock goes; 0 stands still. */
  speed: numberIn(0, 10_000).default(60),
  /** Folder that keeps it over restarts; a relative one starts at the working directory. One running process a folder. */
  directory: z.string().min(1),
  /** Start of its history; null: midnight UTC, `historyDays` before the working day of the first start. */
  startsAt: Instant.nullable().default(null),
  /** The rule by which it hands out scarce stock and work. */
  dispatch: z.enum(['fifo', 'edd', 'static', 'atc']).default('fifo'),
  /** Numbers of its world other than the usual, by name; `parameters/` documents each. */
  parameters: z.record(z.string(), z.number()).default({}),
});
export type DistributorOptions = z.output<typeof DistributorOptions>;

/** Throws `CONFIG_INVALID` with the name, what was expected and what came. */
export function parseOptions(given: z.input<typeof DistributorOptions>): DistributorOptions {
  const parsed = DistributorOptions.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.path.map(String).join('.') || 'options';
  const came = JSON.stringify(issue?.path.reduce<unknown>(memberOf, given));
  throw new AppError('CONFIG_INVALID', `simulated distributor: ${name}: ${issue?.message}, came ${came}`, { name });
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
