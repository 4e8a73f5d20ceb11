import { expect } from 'vitest';

/** Matches any text with this part, without the `any` of the matcher. */
export function containing(part: string): unknown {
  return expect.stringContaining(part);
}

/** Matches any object with these members. */
export function having(members: object): unknown {
  return expect.objectContaining(members);
}
