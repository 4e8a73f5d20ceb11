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

/** Texts carry their length instead of escapes: unambiguous, and cheap for the hundreds of thousands of rows of a first load. */
function stableText(value: unknown): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, key);
    if (member !== undefined) text += `${key.length}:${key}=${stableText(member)},`;
  }
  return `${text}}`;
}
