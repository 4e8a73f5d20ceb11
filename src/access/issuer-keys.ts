import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Issuer } from './settings.ts';

/** Milliseconds in which an issuer must answer. */
const TIMEOUT_MS = 5_000;

const Discovered = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** How often an issuer may be asked again. */
export interface KeyAge {
  /** Milliseconds for which an issuer is not asked again over a key that it does not have; 30,000 unless told. */
  readonly cooldownMs?: number;
}

/**
 * The public keys of an issuer: asked for when first needed, again when a token names one that is not among them, and every ten minutes, so
 * that an issuer can change keys whenever it likes.
 */
export function issuerKeys({ issuer, jwksUrl }: Issuer, { cooldownMs = 30_000 }: KeyAge = {}): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | null = null;
  return async function key(header, token) {
    found ??= find();
    try {
      return await (
        await found
      )(header, token);
    } catch (error) {
      if (error instanceof NotDiscovered) found = null;
      throw error;
    }
  };

  async function find(): Promise<JWTVerifyGetKey> {
    const url = jwksUrl ?? (await discover(issuer));
    return createRemoteJWKSet(new URL(url), { timeoutDuration: TIMEOUT_MS, cooldownDuration: cooldownMs });
  }
}

class NotDiscovered extends AppError {}

async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const discovered = Discovered.parse(await answer.json());
    if (discovered.issuer === issuer) return discovered.jwks_uri;
  } catch (cause) {
    throw new NotDiscovered('PROVIDER_UNAVAILABLE', `${url}: expected where the keys are`, {}, { cause });
  }
  throw new NotDiscovered('PROVIDER_UNAVAILABLE', `${url}: expected it to speak for ${issuer}, came another`);
}
