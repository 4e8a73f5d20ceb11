import { randomInt } from 'node:crypto';
import { crc32 } from './crc32.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Characters of the id: about 71 bits, so that ids never meet. */
const ID_LENGTH = 12;
/** Characters of the secret: log2(62) * 33 is 196 bits, from the system's random source. */
const SECRET_LENGTH = 33;
/** 62 to the sixth is more than 2 to the 32nd: every checksum has a text of its own. */
const CHECKSUM_LENGTH = 6;

const KEY = new RegExp(`^pgk_live_([0-9A-Za-z]{${ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** What begins every key: by it, and by the checksum, scanners find keys that leaked. */
export const KEY_PREFIX = 'pgk_live_';

/** A new key's text, `pgk_live_<id>_<secret><checksum>`, which exists nowhere but here and with whom it is given to. */
export function makeApiKey(): { readonly id: string; readonly text: string } {
  const id = randomText(ID_LENGTH);
  const unchecked = `${KEY_PREFIX}${id}_${randomText(SECRET_LENGTH)}`;
  return { id, text: unchecked + checksumOf(unchecked) };
}

/** The id of a key. Null for a text that cannot be one, which nobody needs to look up: wrong in form or in its checksum. */
export function parseApiKey(text: string): { readonly id: string } | null {
  const id = KEY.exec(text)?.[1];
  if (id === undefined) return null;
  const unchecked = text.slice(0, -CHECKSUM_LENGTH);
  return text.endsWith(checksumOf(unchecked)) ? { id } : null;
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i += 1) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}

/** Every digit is as likely as any other. */
function randomText(length: number): string {
  return Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');
}
