import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Hashes keys, and compares them, under a pepper that the database does not hold. */
export interface KeyHash {
  /** HMAC-SHA-256 of a key's text, in hexadecimal digits, under the first pepper. */
  readonly of: (text: string) => string;
  /** Whether a text has this hash, under any pepper. Takes as long for a wrong text as for no hash at all: null never matches. */
  readonly matches: (text: string, hash: string | null) => boolean;
}

/** Bytes of the pepper: as many as SHA-256 gives. */
export const PEPPER_BYTES = 32;

/** The first pepper makes hashes; the others are old ones, under which keys made before still work. */
export function createKeyHash([pepper, ...older]: readonly [Buffer, ...Buffer[]]): KeyHash {
  const dummy = randomBytes(32);
  return {
    of: (text) => hmac(pepper, text).toString('hex'),
    matches: (text, hash) => {
      const expected = hash === null ? dummy : Buffer.from(hash, 'hex');
      // All of them are tried, whichever fits: how long it takes says nothing.
      const fits = [pepper, ...older].map((one) => isEqual(hmac(one, text), expected));
      return fits.includes(true) && hash !== null;
    },
  };
}

function hmac(pepper: Buffer, text: string): Buffer {
  return createHmac('sha256', pepper).update(text).digest();
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
