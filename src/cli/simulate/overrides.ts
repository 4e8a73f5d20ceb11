import { AppError } from '../../errors.ts';

/**
 * Numbers of the simulated world by name, from `name=value` as given to `--set`; the last of a name counts. Whether the name
 * exists and the value is in range is for the simulator to say. Throws `INPUT_INVALID`.
 */
export function parseOverrides(given: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(given.map(parseOverride));
}

function parseOverride(text: string): readonly [string, number] {
  const [, name, value] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new AppError('INPUT_INVALID', `--set: expected parameter=value, came ${JSON.stringify(text)}`, { text });
  const number = Number(value);
  if (!Number.isFinite(number))
    throw new AppError('INPUT_INVALID', `--set ${name}: expected a number, came ${JSON.stringify(value)}`, { name });
  return [name, number];
}
