import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { toInstant, toMs, type Clock } from '../domain/time.ts';
import type { KeyScope, Role, RowScope, Viewer } from '../domain/viewer.ts';
import { AppError, messageOf } from '../errors.ts';
import type { Issuer } from './settings.ts';

/** An issuer whose public keys can be had. */
export interface TrustedIssuer extends Issuer {
  /** Finds the public key that a token names. */
  readonly keys: JWTVerifyGetKey;
}

/** The viewer of a token; null for a token that is not good, whatever it is that is wrong with it. */
export type VerifyToken = (token: string) => Promise<Viewer | null>;

export interface TokenOptions {
  readonly clockToleranceSeconds: number;
  /** The wall clock, whatever time the book has. */
  readonly now: Clock;
}

/**
 * Verifies JSON Web Tokens: signature by one of the issuer's algorithms, issuer, audience, end and beginning. A token that names no issuer
 * of ours is refused before anything is asked of anyone. Throws `PROVIDER_UNAVAILABLE` when an issuer's keys cannot be had.
 */
export function createTokenVerifier(issuers: readonly TrustedIssuer[], options: TokenOptions): VerifyToken {
  return async function verify(token) {
    const issuer = issuerOf(token, issuers);
    if (!issuer) return null;
    try {
      const { payload } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: issuer.algorithms,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: options.clockToleranceSeconds,
        currentDate: new Date(toMs(options.now())),
      });
      return toViewer(payload, issuer, options.clockToleranceSeconds);
    } catch (error) {
      if (isTokensFault(error)) return null;
      throw new AppError(
        'PROVIDER_UNAVAILABLE',
        `the keys of ${issuer.issuer} cannot be had: ${messageOf(error)}`,
        { issuer: issuer.issuer },
        { cause: error },
      );
    }
  };
}

/** By what the token says of itself, which its signature must then bear out. Two issuers may share an address and differ in audience. */
function issuerOf(token: string, issuers: readonly TrustedIssuer[]): TrustedIssuer | null {
  try {
    const { iss, aud = [] } = decodeJwt(token);
    const audiences = typeof aud === 'string' ? [aud] : aud;
    return issuers.find(({ issuer, audience }) => issuer === iss && audiences.includes(audience)) ?? null;
  } catch {
    return null;
  }
}

const TOKENS_FAULTS: readonly string[] = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
].map(({ code }) => code);

/** All else, such as an issuer that does not answer, is nobody's who sent a token. */
function isTokensFault(error: unknown): boolean {
  return error instanceof errors.JOSEError && TOKENS_FAULTS.includes(error.code);
}

function toViewer(claims: JWTPayload, issuer: TrustedIssuer, toleranceSeconds: number): Viewer | null {
  const { sub, exp } = claims;
  const rows = rowsOf(claims, issuer);
  if (typeof sub !== 'string' || sub === '' || exp === undefined || rows === null) return null;
  return {
    kind: 'user',
    id: `user:${issuer.issuer}|${sub}`,
    name: nameOf(claims) ?? sub,
    grants: grantsOf(claims, issuer),
    rows,
    expiresAt: toInstant(new Date((exp + toleranceSeconds) * 1000)),
  };
}

function grantsOf(claims: JWTPayload, { rolesClaim, roles }: Issuer): readonly (Role | KeyScope)[] {
  const claim = claimAt(claims, rolesClaim);
  const names = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  const meanings = new Map(Object.entries(roles));
  return [...new Set(names.flatMap((name: unknown) => meanings.get(String(name)) ?? []))];
}

/** Null when the token does not say for whom, or names a partner that is not in the configuration. */
function rowsOf(claims: JWTPayload, { partnerClaim, partners }: Issuer): RowScope | null {
  if (partnerClaim === undefined) return { kind: 'all' };
  const partner = claimAt(claims, partnerClaim);
  const rows = new Map(Object.entries(partners)).get(typeof partner === 'string' ? partner : '');
  return rows && typeof partner === 'string' ? { kind: 'partner', partner, ...rows } : null;
}

function nameOf({ name, preferred_username, email }: JWTPayload): string | undefined {
  return [name, preferred_username, email].filter((one) => typeof one === 'string').find((one) => one !== '');
}

/** A claim by its name, or, where none has it, by a path of names. */
function claimAt(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((value, part) => ownValue(value, part), claims);
}

function ownValue(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
