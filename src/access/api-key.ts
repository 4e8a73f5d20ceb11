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
  return { id, text: withChecksum(`${KEY_PREFIX}${id}_${randomText(SECRET_LENGTH)}`) };
}

/** The id of a key. Null for a text that cannot be one, which nobody needs to look up: wrong in form or in its checksum. */
export function parseApiKey(text: string): { readonly id: string } | null {
  const id = KEY.exec(text)?.[1];
  return id !== undefined && withChecksum(text.slice(0, -CHECKSUM_LENGTH)) === text ? { id } : null;
}

/** The text of a key with what shows that it was copied whole: anyone can work it out, so it proves nothing more. */
export function withChecksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i += 1) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return text + digits;
}

/** Every digit is as likely as any other. */
function randomText(length: number): string {
  return Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');
}
