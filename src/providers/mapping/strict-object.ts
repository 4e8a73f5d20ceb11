import { didYouMean } from '../did-you-mean.ts';
import { z } from 'zod';

/** An object that refuses a field it does not know, naming the ones it accepts and the nearest of them. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const accepted = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(key, accepted)).join('; ');
      if (issue.code === 'invalid_type') return `expected fields (${accepted.join(', ')}), came ${shown(issue.input)}`;
      return undefined;
    },
  });
}

function unknownField(key: string, accepted: readonly string[]): string {
  return `unknown field ${JSON.stringify(key)}${didYouMean(key, accepted)}, accepted: ${accepted.join(', ')}`;
}

function shown(input: unknown): string {
  return input === undefined ? 'nothing' : JSON.stringify(input);
}
