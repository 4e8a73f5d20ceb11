import { hash } from 'node:crypto';

/**
 * A hash of plain JSON: the same for equal content whatever the order of its keys, 128 bits of SHA-256 (and the 4 that fill the
 * last letter) as base64url. Absent and `undefined` members are the same.
 */
export function contentHash(value: unknown): string {
  return textHash(stableText(value));
}

/** The same hash over a text that is already stable. */
export function textHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

function stableText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  let text = '{';
  for (const [key, member] of sortedEntries(value)) {
    if (member !== undefined) text += `${JSON.stringify(key)}:${stableText(member)},`;
  }
  return `${text}}`;
}

/** Most objects come from a schema, whose keys always stand in one order; sorting what is sorted costs little. */
function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
