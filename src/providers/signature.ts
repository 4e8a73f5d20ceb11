import { createHmac, timingSafeEqual } from 'node:crypto';

export interface HmacSignature {
  readonly secret: string;
  /** What was signed: often the body, or the body with its time before it. */
  readonly content: string | Buffer;
  /** As it came; absent: it is not signed. */
  readonly signature: string | undefined;
  /** SHA-256 unless it says otherwise. */
  readonly algorithm?: 'sha256' | 'sha512' | 'sha1';
  /** How it is written: hexadecimal unless it says otherwise. */
  readonly encoding?: 'hex' | 'base64';
}

/** Whether a text carries the right HMAC, compared in constant time. */
export function isSignedBy({
  secret,
  content,
  signature,
  algorithm = 'sha256',
  encoding = 'hex',
}: HmacSignature): boolean {
  const expected = Buffer.from(createHmac(algorithm, secret).update(content).digest(encoding));
  const came = Buffer.from(signature ?? '');
  return came.length === expected.length && timingSafeEqual(came, expected);
}
